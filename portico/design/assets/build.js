// Builds the look of Portico: compiles the style sheets and scripts of this folder into
// portico/design/static/built/ under names that carry a hash of their content, so that browsers may keep
// them for ever, each also compressed, and writes manifest.json, which says what each is called now.

import { copyFile, mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";

import esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../../..");
const modules = path.join(root, "node_modules");
const finished = path.resolve(here, "../static/built");
const building = `${finished}.${process.pid}`;

/** Compiles SCSS when esbuild meets it. Font addresses are relative to node_modules. */
const scss = {
  name: "scss",
  setup(build) {
    build.onLoad({ filter: /\.scss$/ }, ({ path: file }) => {
      const { css, loadedUrls } = sass.compile(file, { loadPaths: [modules, here], quietDeps: true });
      return { contents: css, loader: "css", resolveDir: modules, watchFiles: loadedUrls.map(fileURLToPath) };
    });
  },
};

/** Writes the .gz and .br neighbours that the web server hands to browsers which take them. */
async function compress(file) {
  const content = await readFile(file);
  const [gz, br] = await Promise.all([promisify(zlib.gzip)(content, { level: 9 }), promisify(zlib.brotliCompress)(content)]);
  await Promise.all([writeFile(`${file}.gz`, gz), writeFile(`${file}.br`, br)]);
}

const started = performance.now();
await rm(building, { recursive: true, force: true });
await mkdir(building, { recursive: true });

const result = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["portico.scss", "desk.scss", "portico.js", "desk.js"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: building,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020", "chrome87", "firefox78", "safari15"],
  legalComments: "linked",
  loader: { ".woff2": "file", ".svg": "file" },
  nodePaths: [modules],
  plugins: [scss],
  metafile: true,
});

const manifest = {};
for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  if (!entryPoint) continue;
  const name = path.basename(output);
  manifest[path.basename(entryPoint).replace(/\.scss$/, ".css")] = name;
}
await copyFile(path.join(modules, "@fontsource-variable/open-sans/LICENSE"), path.join(building, "OPEN-SANS-LICENCE.txt"));
await writeFile(path.join(building, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
for (const file of await readdir(building)) {
  if (/\.(css|js)$/.test(file)) await compress(path.join(building, file));
}

await rm(finished, { recursive: true, force: true });
await rename(building, finished);
console.log(`The look is built (${Math.round(performance.now() - started)} ms): ${Object.values(manifest).join(", ")}`);
