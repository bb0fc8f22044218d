// Decides what the browser is given: one script, one early script, one style sheet, one icon sprite, and an editor for minutes.
import { context, build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "dist");
const icons = join(here, "node_modules", "@tabler", "icons", "icons", "outline");

const options = {
  absWorkingDir: here,
  entryPoints: [
    { in: "src/app.js", out: "app" },
    { in: "src/theme.js", out: "theme" },
    { in: "src/css/app.css", out: "app" },
    { in: "src/minutes/index.js", out: "minutes" },
    { in: "src/css/minutes.css", out: "minutes" },
  ],
  outdir: out,
  bundle: true,
  minify: true,
  sourcemap: false,
  format: "iife",
  legalComments: "none",
  target: ["chrome123", "firefox121", "safari17.5"],
  external: ["*.svg"],
  logLevel: "warning",
};

async function symbol(name) {
  const svg = await readFile(join(icons, `${name}.svg`), "utf8").catch(() => {
    throw new Error(`icons.txt names "${name}", which Tabler does not draw`);
  });
  const shapes = svg
    .slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path stroke="none"[^>]*\/>/, "")
    .replace(/\s+/g, " ")
    .trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}

async function sprite() {
  const names = (await readFile(join(here, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  await writeFile(join(out, "icons.svg"), svg);
}

await mkdir(out, { recursive: true });
if (process.argv.includes("--watch")) {
  const watched = await context(options);
  await Promise.all([sprite(), watched.watch()]);
} else {
  await Promise.all([build(options), sprite()]);
}
