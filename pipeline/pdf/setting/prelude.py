"""The part of the Typst source that is the same in every document.

Typst remembers what it has set, and tells two of a kind apart by where in the source they, and their
styles, were made. So whatever makes content stands here, or among the definitions of a template: a
letter's own source only calls it, and where it has a row more, the rest is remembered all the same.
"""

from __future__ import annotations

from pipeline.pdf.emit import Registry, family
from pipeline.pdf.setting.images import Store

# Line heights are Word's: no leading, and every run carries its own top and bottom edge.
# Lines are broken one by one, as Word does, and never hyphenated. Typst's own counter of pages has
# the number before in the header of the page that starts over. Rows of a table that reach below what
# they stand in would be set over one another: what is high enough for any is `deep`.
PRELUDE = """\
#let set-up(lang, region, body) = {
  set text(lang: lang, region: region, font: FAMILY, fallback: false, hyphenate: false,
    ligatures: false, kerning: false, overhang: false, costs: (widow: 100%, orphan: 100%, runt: 0%))
  set par(leading: 0pt, spacing: 0pt, linebreaks: "simple")
  set block(above: 0pt, below: 0pt)
  set enum(indent: 0pt, body-indent: 0pt, number-align: start + top)
  set list(indent: 0pt, body-indent: 0pt)
  set table(inset: 0pt, stroke: none)
  set grid(inset: 0pt, stroke: none)
  set underline(evade: false)
  show heading: it => it.body
  body
}
#let join(..b) = b.pos().join()
#let table-of(..b) = table(..b)
#let grid-of(..b) = grid(..b)
#let table-head(..b) = table.header(..b)
#let grid-head(..b) = grid.header(..b)
#let inset-by(l, b) = pad(left: l, b)
#let at(g, b) = block(width: 100%, above: g, b)
#let at-next(g, b) = block(width: 100%, above: g, sticky: true, b)
#let whole(b) = block(breakable: false, b)
#let numbered(s, labels, ..items) = enum(spacing: s,
  numbering: (..n) => labels.at(n.pos().last() - 1), ..items)
#let gap(g) = block(width: 100%, height: g)
#let cut(s) = s.clusters().join(box())
#let brk(width, s) = context {
  let parts(s, marks, other) = s.matches(regex(marks)).map(m => {
    if measure(m.text).width <= width { box(m.text) } else { other(m.text) }
  }).join()
  let hyphens = "-\\u{2010}\\u{2012}-\\u{2014}"
  let signs = "/?&_=."
  let lines(s) = {
    let (found, used) = (("",), 0pt)
    for c in s.clusters() {
      used += measure(c).width
      if used > width and found.last() != "" {
        found.push("")
        used = measure(c).width
      }
      found.last() += c
    }
    found.map(box).join()
  }
  parts(s, "[^" + hyphens + "]*[" + hyphens + "]+|[^" + hyphens + "]+",
    part => parts(part, "[^" + signs + "]*[" + signs + "]+|[^" + signs + "]+", lines))
}
#let deep(b) = block(width: 100%, height: 10000pt, breakable: false, b)
#let spot-here(g, x, y, b) = block(width: 100%, height: 0pt, above: g, sticky: true,
  place(top + left, dx: x, dy: y, deep(b)))
#let spot(g, x, y, b) = block(width: 100%, height: 0pt, above: g, sticky: true, context {
  place(top + left, dx: x, dy: y - here().position().y, deep(b))
})
#let spot-above(g, x, y, share, b) = block(width: 100%, height: 0pt, above: g, sticky: true, context {
  place(top + left, dx: x, dy: y - share * measure(b).height - here().position().y, deep(b))
})
#let atleast(h, b) = layout(size => if measure(width: size.width, b).height < h {
  block(width: 100%, height: h, b)
} else { b })
#let exactly(h, b) = block(width: 100%, height: h, clip: true, b)
#let label-box(w, a, c) = context {
  let m = measure(c).width
  if a == right { box(width: w, move(dx: -m, c)) } else if a == center {
    box(width: w, move(dx: -m / 2, c))
  } else { box(width: calc.max(w, m), align(left, c)) }
}
#let stop-after(x, left, stops, every, width) = {
  let stop = stops.find(s => s.at(0) > x + 0.05pt)
  if stop == none {
    let next = (calc.floor((x + left + 0.05pt) / every) + 1) * every - left
    stop = (next, "left", none)
  }
  let target = stop.at(0)
  if stop.at(1) == "right" { target -= width }
  if stop.at(1) == "center" { target -= width / 2 }
  (calc.max(target - x, 0pt), stop.at(2))
}
#let filled(space, leader) = if leader == none { h(space) } else {
  pdf.artifact(box(width: space, repeat(leader)))
}
#let tabs(from, left, stops, every, parts) = context {
  let x = from
  for (i, part) in parts.enumerate() {
    let width = measure(part).width
    if i > 0 {
      let (space, leader) = stop-after(x, left, stops, every, width)
      filled(space, leader)
      x += space
    }
    part
    x += width
  }
}
#let tab-space(from, left, stops, every, parts) = context {
  let x = from
  for (i, part) in parts.enumerate() {
    let width = measure(part).width
    if i > 0 {
      let (space, leader) = stop-after(x, left, stops, every, width)
      if i == parts.len() - 1 { filled(space, leader) }
      x += space
    }
    x += width
  }
}
#let first-page(s) = {
  let found = query(s)
  found.len() > 0 and found.first().location().page() == here().page()
}
#let running(s, first, default) = {
  let wanted = if first != none and first-page(s) { first } else { default }
  if wanted != none {
    let (label, height) = wanted
    let found = query(label)
    if found.len() > 0 { block(width: 100%, height: height, found.first().value) }
  }
}
#let value-at(place) = {
  let now = place.page()
  let marks = query(<from>).filter(mark => mark.location().page() <= now)
  let shift = if marks.len() == 0 { 0 } else {
    marks.last().value - marks.last().location().page()
  }
  now + shift
}
#let page-number() = context counter(page).display("1")
#let page-of(label, stored) = context {
  let found = query(label)
  if found.len() == 0 { stored } else { str(found.first().location().page()) }
}
#let page-count() = context str(counter(page).final().first())
""".replace("FAMILY", family("Arimo"))


def opening(registry: Registry, store: Store | None, language: str) -> str:
    """What a document's source begins with: all that it shares with others of its template.

    With a store, most of that stands in a file there: Typst reads it once. Without one, which is
    for a document that hardly has others beside it, it stands in the source itself.
    """
    older, newer = registry.settled()
    shared = PRELUDE + older
    if store is not None:
        shared = f'#import "{store.put(shared.encode(), "typ")}": *\n'
    return f"{shared}{newer}#show: set-up.with({language})\n"
