/** A JSON line in the place of figures: what does not fit, in the words of who refused it. */
export function reportRefusal(name: string, refused: string): void {
  console.log(JSON.stringify({ name, refused }));
}
