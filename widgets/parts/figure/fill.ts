// Words with holes: "The port is free at {free}." Strings are data, so that the server can hand one language to a figure.

/** Puts values into the holes. A hole without a value throws: the author forgot one. */
export function fill(template: string, values: Readonly<Record<string, string | number>> = {}): string {
  const filled = template.replaceAll(/\{([A-Za-z]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The text "${template}" wants {${name}}, which was not given.`);
    return String(value);
  });
  // A value that begins or ends in Chinese needs no space beside Chinese.
  return filled.replaceAll(/([\u4e00-\u9fff]\**) (?=\**[\u4e00-\u9fff])/g, '$1');
}
