#include "corpus/html/page_head.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "corpus/characters.h"
#include "corpus/html/references.h"

namespace factmill::html {
namespace {

std::string_view TextOf(const Dom& dom, NodeId element) {
  const NodeId child = dom[element].first;
  if (child == kNone || !dom.IsText(child)) return {};
  return dom.page().substr(dom[child].begin, dom[child].end - dom[child].begin);
}

void ReadMeta(const Dom& dom, NodeId id, PageHead* head) {
  if (!dom.Has(id, AttrName::kContent)) return;
  for (const AttrName name : {AttrName::kProperty, AttrName::kName, AttrName::kItemprop}) {
    const std::string_view raw = dom.RawValue(id, name);
    if (raw.empty()) continue;
    head->metas.emplace_back(Lowered(raw), Squeezed(dom.Value(id, AttrName::kContent)));
  }
}

}  // namespace

std::string Squeezed(std::string_view text) {
  std::string squeezed;
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    int size;
    const char32_t c = DecodeUtf8(text, at, &size);
    if (IsSpace(c) || IsLineBreak(c) || c == '\f') {
      space = !squeezed.empty();
    } else if (!IsInvisible(c)) {
      if (space) squeezed += ' ';
      space = false;
      squeezed.append(text.substr(at, size));
    }
    at += size;
  }
  return squeezed;
}

std::string PageHead::Meta(std::string_view name) const {
  for (const auto& [key, content] : metas) {
    if (key == name && !content.empty()) return content;
  }
  return "";
}

PageHead ReadHead(const Dom& dom) {
  PageHead head;
  for (NodeId id = 1; id < dom.size(); ++id) {
    const Node& node = dom[id];
    if (node.type != NodeType::kElement || node.ns != Namespace::kHtml) continue;
    switch (node.tag) {
      case Tag::html:
        if (head.lang.empty()) head.lang = Lowered(dom.RawValue(id, AttrName::kLang));
        break;
      case Tag::title:
        if (head.title == kNone && node.first != kNone) {
          head.title = node.first;
          head.title_text = Squeezed(Unescape(TextOf(dom, id), false));
        }
        break;
      case Tag::meta: ReadMeta(dom, id, &head); break;
      case Tag::link:
        if (head.canonical.empty() && Lowered(dom.RawValue(id, AttrName::kRel)) == "canonical") {
          head.canonical = Squeezed(dom.Value(id, AttrName::kHref));
        }
        break;
      case Tag::h1: head.headings.push_back(id); break;
      case Tag::script: {
        const std::string type = Lowered(dom.RawValue(id, AttrName::kType));
        if (type.find("ld+json") != type.npos) {
          for (JsonArticle& article : ReadJsonLd(TextOf(dom, id))) {
            head.json.push_back(std::move(article));
          }
        } else if (node.first != kNone) {
          head.scripts.push_back(node.first);
        }
        break;
      }
      default:
        if (node.tag == Tag::time || dom.Has(id, AttrName::kDatetime)) head.times.push_back(id);
        break;
    }
  }
  return head;
}

}  // namespace factmill::html
