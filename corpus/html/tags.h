// The elements and attributes that the parser and the reader know by name.
#ifndef FACTMILL_CORPUS_HTML_TAGS_H_
#define FACTMILL_CORPUS_HTML_TAGS_H_

#include <cstdint>
#include <string_view>

namespace factmill::html {

// Every element that tree construction or the reader treats in a way of its own.
// Others are kUnknown and known by their written name.
// clang-format off
#define FACTMILL_HTML_TAGS(X) \
  X(a) X(abbr) X(address) X(applet) X(area) X(article) X(aside) X(audio) X(b) X(base) \
  X(basefont) X(bgsound) X(big) X(blockquote) X(body) X(br) X(button) X(canvas) X(caption) \
  X(center) X(cite) X(code) X(col) X(colgroup) X(dd) X(del) X(desc) X(details) X(dialog) X(dir) \
  X(div) X(dl) X(dt) X(em) X(embed) X(fieldset) X(figcaption) X(figure) X(font) X(footer) \
  X(form) X(frame) X(frameset) X(h1) X(h2) X(h3) X(h4) X(h5) X(h6) X(head) X(header) X(hgroup) \
  X(hr) X(html) X(i) X(iframe) X(image) X(img) X(input) X(ins) X(keygen) X(label) X(legend) \
  X(li) X(link) X(listing) X(main) X(malignmark) X(map) X(mark) X(marquee) X(math) X(menu) \
  X(menuitem) X(meta) X(mglyph) X(mi) X(mn) X(mo) X(ms) X(mtext) X(nav) X(nobr) X(noembed) \
  X(noframes) X(noscript) X(object) X(ol) X(optgroup) X(option) X(p) X(param) X(picture) \
  X(plaintext) X(pre) X(q) X(rb) X(rp) X(rt) X(rtc) X(ruby) X(s) X(script) X(search) X(section) \
  X(select) X(small) X(source) X(span) X(strike) X(strong) X(style) X(sub) X(summary) X(sup) \
  X(svg) X(table) X(tbody) X(td) X(textarea) X(tfoot) X(th) X(thead) X(time) X(title) X(tr) \
  X(track) X(tt) X(u) X(ul) X(var) X(video) X(wbr) X(xmp)
// clang-format on

enum class Tag : uint8_t {
  kUnknown,
  kForeignObject,  // foreignObject: its name is not in lower case.
  kAnnotationXml,  // annotation-xml
  kTemplate,       // template is a word of C++.
#define FACTMILL_HTML_TAG(name) name,
  FACTMILL_HTML_TAGS(FACTMILL_HTML_TAG)
#undef FACTMILL_HTML_TAG
      kCount
};

// The attributes that are asked for by name.
enum class AttrName : uint8_t {
  kUnknown,
  kAlt,
  kAriaHidden,
  kCharset,
  kClass,
  kColor,
  kContent,
  kDataDate,
  kDatetime,
  kEncoding,
  kFace,
  kHidden,
  kHref,
  kHttpEquiv,
  kId,
  kItemprop,
  kItemtype,
  kLang,
  kName,
  kProperty,
  kPubdate,
  kRel,
  kRole,
  kSize,
  kSrc,
  kStyle,
  kTitle,
  kType,
};

// By name, in any letter case.
Tag TagOf(std::string_view name);
AttrName AttrNameOf(std::string_view name);

// The name of a tag that is not kUnknown.
std::string_view NameOf(Tag tag);

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TAGS_H_
