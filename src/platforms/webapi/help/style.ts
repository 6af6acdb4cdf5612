/** The stylesheet of the help pages: text first, in the reader's own light or dark. */
export const STYLE = `:root { color-scheme: light dark; --ink: #1d2530; --soft: #556; --line: #dde1e8; --tint: #f5f7fa; --paper: #fff; --link: #0b5cad; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #a7b0be; --line: #333b47; --tint: #1c222b; --paper: #14181f; --link: #84b9f2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
nav { padding: .9rem 1.5rem; border-bottom: 1px solid var(--line); color: var(--soft); }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.5rem 4rem; }
h1 { margin: 1rem 0; font-size: 1.9rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 .5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.35rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1.05rem; }
h4 { margin: 1.25rem 0 .4rem; font: 600 .85rem/1.4 ui-monospace, monospace; color: var(--soft); }
p { margin: .5rem 0; max-width: 44rem; }
p.model { margin: 1.25rem 0 .25rem; font-weight: 600; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
th, td { padding: .55rem .75rem .55rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; }
tbody th { min-width: 8rem; overflow-wrap: anywhere; font: 600 .9rem/1.55 ui-monospace, monospace; }
td p { margin: 0; }
pre { margin: 0 0 .5rem; padding: .8rem 1rem; overflow-x: auto; background: var(--tint); border: 1px solid var(--line); border-radius: 6px; font: .85rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
`;
