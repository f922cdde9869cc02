"""How a form looks: the part of its Typst source that is the same in all of them.

Every place to write is a link to "field:NAME": Typst then says where on which page it is, and puts a
tag of its own into the reading order. `widgets` makes the fields of them.
"""

from __future__ import annotations

BOX_HEIGHT = 21.0
"""Points of a box for one line: seven and a half millimetres, enough for a pen."""
LINE_HEIGHT = 16.0
"""Points of each line more."""
TICK = 14.0
"""Points of the side of a box to tick."""
SIZE = 10.5
"""Points of the letters, of those who fill it in too."""

PRELUDE = """\
#let edge = 0.8pt + rgb("#4a4a4a")
#let ground = rgb("#f6f8fa")
#let set-up(lang, region, title, author, page-word, of-word, dated, body) = {
  set document(title: title, author: author, date: dated)
  set text(lang: lang, region: region, font: FONTS, size: SIZE, fallback: false, hyphenate: false)
  set par(leading: 0.5em, spacing: 0.65em)
  set page(paper: "a4", margin: (x: 20mm, top: 18mm, bottom: 20mm), footer: context {
    set text(size: 10pt)
    grid(columns: (1fr, auto), title,
      [#page-word #counter(page).display() #of-word #counter(page).final().first()])
  })
  show heading.where(level: 1): it => block(above: 0pt, below: 8pt, text(size: 19pt, it.body))
  show heading.where(level: 2): it => block(above: 18pt, below: 8pt, width: 100%, sticky: true,
    stroke: (bottom: 1.4pt + rgb("#1f4e79")), inset: (bottom: 3pt),
    text(size: 14pt, fill: rgb("#1f4e79"), it.body))
  show heading.where(level: 3): it => block(above: 12pt, below: 6pt, sticky: true,
    text(size: 11.5pt, weight: "bold", it.body))
  body
}
#let note(b) = block(above: 6pt, below: 6pt, sticky: true, b)
#let strong-note(b) = block(above: 8pt, below: 6pt, sticky: true, strong(b))
#let spot(name, w, h) = link("field:" + name, box(width: w, height: h))
#let label(b, hint, pattern) = {
  par(strong(b))
  if hint != none or pattern != none {
    par(text(fill: rgb("#333333"), {
      hint
      if hint != none and pattern != none [ ]
      if pattern != none { box(pattern) }
    }))
  }
}
#let cell(b) = block(width: 100%, breakable: false, spacing: 0pt, b)
#let line-box(name, h) = block(width: 100%, height: h, stroke: edge, fill: ground, above: 3pt,
  below: 0pt, spot(name, 100%, h))
#let comb-box(name, h, n, w) = block(width: n * w, height: h, stroke: edge, fill: ground, above: 3pt,
  below: 0pt, {
    for i in range(1, n) {
      place(top + left, dx: i * w,
        line(start: (0pt, h), end: (0pt, 0.55 * h), stroke: 0.6pt + rgb("#4a4a4a")))
    }
    spot(name, 100%, h)
  })
#let tick(name, round, words) = box(grid(columns: (TICK, auto), column-gutter: 5pt, align: horizon,
  box(width: TICK, height: TICK, stroke: edge, fill: ground, radius: if round { 50% } else { 1pt },
    spot(name, TICK, TICK)), words))
#let ticks(..all) = block(above: 4pt, below: 0pt, width: 100%, {
  set par(leading: 0.6em)
  all.pos().join(h(16pt, weak: true))
})
#let ticks-below(..all) = block(above: 4pt, below: 0pt, width: 100%,
  stack(spacing: 6pt, ..all.pos()))
#let asked(b) = block(above: 9pt, below: 0pt, width: 100%, b)
#let above-table(b) = block(above: 9pt, below: 0pt, width: 100%, sticky: true, b)
#let side-by-side(widths, ..cells) = block(above: 9pt, below: 0pt, width: 100%, breakable: false,
  grid(columns: widths, column-gutter: 12pt, align: bottom, ..cells))
#let rows-of(widths, heads, ..cells) = block(above: 5pt, below: 0pt, width: 100%, table(
  columns: widths, inset: 0pt, stroke: edge,
  fill: (_, y) => if y == 0 { rgb("#e3eaf1") } else { ground },
  table.header(..heads.map(each => block(inset: 4pt, strong(each)))), ..cells))
#let answer(b) = block(width: 100%, above: 3pt, below: 0pt, inset: (left: 6pt, y: 2pt),
  stroke: (left: 1.6pt + rgb("#1f4e79")), b)
#let answer-cell(b) = block(inset: 4pt, b)
"""
