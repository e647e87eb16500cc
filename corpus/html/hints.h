// What the class and the id of an element say of it.
#ifndef FACTMILL_CORPUS_HTML_HINTS_H_
#define FACTMILL_CORPUS_HTML_HINTS_H_

#include <string_view>
#include <unordered_map>

#include "corpus/html/dom.h"
#include "corpus/html/page_words.h"

namespace factmill::html {

// The hints of `name`, a class list or an id.
uint32_t HintsOf(std::string_view name);

// The same for elements of one page, each name looked at once.
class PageHints {
 public:
  explicit PageHints(const Dom& dom) : dom_(dom) {}
  uint32_t Of(NodeId id) {
    return OfName(dom_.RawValue(id, AttrName::kClass)) | OfName(dom_.RawValue(id, AttrName::kId));
  }
  uint32_t OfClass(NodeId id) { return OfName(dom_.RawValue(id, AttrName::kClass)); }
  uint32_t OfId(NodeId id) { return OfName(dom_.RawValue(id, AttrName::kId)); }

 private:
  uint32_t OfName(std::string_view name);

  const Dom& dom_;
  std::unordered_map<std::string_view, uint32_t> known_;
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_HINTS_H_
