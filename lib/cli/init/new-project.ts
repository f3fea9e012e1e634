import { deployWorkflow } from './deploy-workflow.js';
import { fillTemplate, type ProjectFiles } from './fill-template.js';
import { packageFile } from './package-file.js';
import type { ProjectName } from './project-name.js';

/** All files of a new project. */
export function newProject(name: ProjectName): ProjectFiles {
  const workflow = deployWorkflow({
    stagingStack: `${name.pascal}Staging`,
    productionStack: `${name.pascal}Production`,
    healthOutput: 'HttpApiUrl',
  });
  return new Map([
    ['package.json', packageFile(name.kebab)],
    ...fillTemplate('project', { 'my-gateway': name.kebab, MyGateway: name.pascal }),
    ['.github/workflows/deploy.yml', workflow],
  ]);
}
