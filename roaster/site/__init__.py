"""From roasts to the built site.

Takes roasts, standing pages, settings and the time; gives the files of `public/`. `plan` decides
which outputs there are and what each shows, without rendering any; `build` renders what is not
there yet and swaps the new folder in. Fails with ThemeError (a template), UsageError (two files
for one address) or DiskError; the old site stands until the new one is whole.

Pure: addresses, words, shelf, frame, lists, roast_page, scores, standing, json_ld, feeds, markdown,
outputs, plan. On the disk: theme, statics, swap, build.
"""
