const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-restrictions.html */
export function checkTags(tags: Readonly<Record<string, string>>, refuse: (problem: string) => void): void {
  const entries = Object.entries(tags);
  if (entries.length > MAX_TAGS) refuse(`a resource has ${MAX_TAGS} tags at most`);
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > 128) refuse("a tag's key must have 1 to 128 characters");
    if (value.length > 256) refuse(`the tag ${key.slice(0, 128)} must have 256 characters at most`);
    if (key.toLowerCase().startsWith('aws:')) refuse('tags that begin with aws: are reserved');
  }
}
