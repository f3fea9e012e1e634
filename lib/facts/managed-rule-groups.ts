/** A rule group that AWS keeps. Collected in November 2026 from the page named in `source`. */
export interface ManagedRuleGroup {
  readonly name: string;
  readonly wcu: number;
  /** Of the newest version; others may have others. */
  readonly rules: readonly string[];
  /** Whether it comes in versions. */
  readonly versions: boolean;
  readonly source: string;
}

const guide = 'https://docs.aws.amazon.com/waf/latest/developerguide';
const baseline = `${guide}/aws-managed-rule-groups-baseline.html`;
const useCase = `${guide}/aws-managed-rule-groups-use-case.html`;
const addresses = `${guide}/aws-managed-rule-groups-ip-rep.html`;

/** One rule for each part of a request: `LFI_URIPATH`, `LFI_HEADER`. */
function over(prefix: string, ...parts: readonly string[]): readonly string[] {
  return parts.map((part) => `${prefix}_${part}`);
}

const reuse = (of: string) => ['Low', 'Medium', 'High'].map((level) => `TGT_TokenReuse${of}${level}`);

export const managedRuleGroups = {
  common: {
    name: 'AWSManagedRulesCommonRuleSet',
    wcu: 700,
    rules: [
      'NoUserAgent_HEADER',
      'UserAgent_BadBots_HEADER',
      ...over('SizeRestrictions', 'QUERYSTRING', 'Cookie_HEADER', 'BODY', 'URIPATH'),
      ...over('EC2MetaDataSSRF', 'BODY', 'COOKIE', 'URIPATH', 'QUERYARGUMENTS'),
      ...over('GenericLFI', 'QUERYARGUMENTS', 'URIPATH', 'BODY'),
      ...over('RestrictedExtensions', 'URIPATH', 'QUERYARGUMENTS'),
      ...over('GenericRFI', 'QUERYARGUMENTS', 'BODY', 'URIPATH'),
      ...over('CrossSiteScripting', 'COOKIE', 'QUERYARGUMENTS', 'BODY', 'URIPATH'),
    ],
    versions: true,
    source: baseline,
  },
  'admin-protection': {
    name: 'AWSManagedRulesAdminProtectionRuleSet',
    wcu: 100,
    rules: ['AdminProtection_URIPATH'],
    versions: true,
    source: baseline,
  },
  'known-bad-inputs': {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    wcu: 200,
    rules: [
      ...over('JavaDeserializationRCE', 'HEADER', 'BODY', 'URIPATH', 'QUERYSTRING'),
      'Host_localhost_HEADER',
      'PROPFIND_METHOD',
      'ExploitablePaths_URIPATH',
      ...over('Log4JRCE', 'HEADER', 'QUERYSTRING', 'BODY', 'URIPATH'),
      'ReactJSRCE_BODY',
    ],
    versions: true,
    source: baseline,
  },
  sqli: {
    name: 'AWSManagedRulesSQLiRuleSet',
    wcu: 200,
    rules: [
      ...over('SQLi', 'QUERYARGUMENTS', 'BODY', 'COOKIE', 'URIPATH'),
      ...over('SQLiExtendedPatterns', 'QUERYARGUMENTS', 'BODY', 'HEADER', 'URIPATH'),
    ],
    versions: true,
    source: useCase,
  },
  linux: {
    name: 'AWSManagedRulesLinuxRuleSet',
    wcu: 200,
    rules: over('LFI', 'URIPATH', 'QUERYSTRING', 'HEADER'),
    versions: true,
    source: useCase,
  },
  posix: {
    name: 'AWSManagedRulesUnixRuleSet',
    wcu: 100,
    rules: over('UNIXShellCommandsVariables', 'QUERYSTRING', 'BODY', 'HEADER'),
    versions: true,
    source: useCase,
  },
  windows: {
    name: 'AWSManagedRulesWindowsRuleSet',
    wcu: 200,
    rules: [
      ...over('WindowsShellCommands', 'HEADER', 'QUERYARGUMENTS', 'QUERYSTRING', 'URIPATH', 'BODY'),
      ...over('PowerShellCommands', 'COOKIE', 'QUERYARGUMENTS', 'BODY'),
    ],
    versions: true,
    source: useCase,
  },
  php: {
    name: 'AWSManagedRulesPHPRuleSet',
    wcu: 100,
    rules: over('PHPHighRiskMethodsVariables', 'HEADER', 'QUERYSTRING', 'BODY', 'URIPATH'),
    versions: true,
    source: useCase,
  },
  wordpress: {
    name: 'AWSManagedRulesWordPressRuleSet',
    wcu: 100,
    rules: ['WordPressExploitableCommands_QUERYSTRING', 'WordPressExploitablePaths_URIPATH'],
    versions: true,
    source: useCase,
  },
  'ip-reputation': {
    name: 'AWSManagedRulesAmazonIpReputationList',
    wcu: 25,
    rules: ['AWSManagedIPReputationList', 'AWSManagedReconnaissanceList', 'AWSManagedIPDDoSList'],
    versions: false,
    source: addresses,
  },
  'anonymous-ip': {
    name: 'AWSManagedRulesAnonymousIpList',
    wcu: 50,
    rules: ['AnonymousIPList', 'HostingProviderIPList'],
    versions: false,
    source: addresses,
  },
  'bot-control': {
    name: 'AWSManagedRulesBotControlRuleSet',
    wcu: 50,
    rules: [
      ...`Advertising Archiver ContentFetcher EmailClient HttpLibrary LinkChecker Miscellaneous Monitoring PagePreview
      ScrapingFramework SearchEngine Security Seo SocialMedia Webhooks AI`
        .split(/\s+/)
        .map((category) => `Category${category}`),
      ...['AutomatedBrowser', 'KnownBotDataCenter', 'NonBrowserUserAgent'].map((signal) => `Signal${signal}`),
      ...['IpTokenAbsent', 'Session', 'SessionMaximum'].map((volume) => `TGT_Volumetric${volume}`),
      'TGT_TokenAbsent',
      ...['AutomatedBrowser', 'BrowserAutomationExtension', 'BrowserInconsistency'].map((one) => `TGT_Signal${one}`),
      ...['Low', 'Medium', 'High'].map((level) => `TGT_ML_CoordinatedActivity${level}`),
      ...reuse('Ip'),
      ...reuse('Country'),
      ...reuse('Asn'),
    ],
    versions: true,
    source: `${guide}/aws-managed-rule-groups-bot.html`,
  },
  'anti-ddos': {
    name: 'AWSManagedRulesAntiDDoSRuleSet',
    wcu: 50,
    // Its two rules with challenges, which callers of an API cannot solve, are off.
    rules: ['DDoSRequests'],
    versions: true,
    source: `${guide}/aws-managed-rule-groups-anti-ddos.html`,
  },
} as const satisfies Record<string, ManagedRuleGroup>;
