// A page's tree, as browsers build it.
#ifndef FACTMILL_CORPUS_HTML_PARSER_H_
#define FACTMILL_CORPUS_HTML_PARSER_H_

#include <string_view>

#include "base/deadline.h"
#include "base/status.h"
#include "corpus/html/dom.h"

namespace factmill::html {

// The tree of `page` (WHATWG HTML, 13.2, scripting on: what stands in <noscript>
// is text), the time linear in the page's size.  Elements nested deeper than 512
// are attached at that depth, as in browsers.
// Errors: kUnreadable with a sentence for a page that no person made: elements
// open 10,000 deep, 10,000 attributes on a tag, or formatting so crossed that its
// repair would take much longer than the page; and past the deadline.
// REQUIRES: `page` is valid UTF-8, holds no NUL, and outlives the tree.
Result<Dom> Parse(std::string_view page, const Deadline& deadline = {});

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PARSER_H_
