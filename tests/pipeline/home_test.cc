// Where a text is at home.
#include "pipeline/home.h"

#include <catch2/catch.hpp>

#include "corpus/fold.h"
#include "tests/pipeline/extract_testing.h"

namespace factmill {
namespace {

struct Case {
  const char *name, *text, *region;
};

const Case kCases[] = {
    {"no place", "The mill paid 5 mln dlrs", ""},
    {"one", "The Toronto mill paid 5 mln dlrs", "CA"},
    {"the one that is named most", "Sydney and Perth outbid a Toronto mill", "AU"},
    {"two as much", "A Sydney mill and a Toronto mill", ""},
    {"in capitals", "TORONTO MILL PAYS 5 MLN DLRS", "CA"},
    {"a longer name", "A British Columbia mill", "CA"},
    {"inside a word", "The McCanada mill", ""},
    {"no name without a capital", "The ottawa mill", ""},
    {"who names them Canadian", "It paid 5 mln Canadian dlrs", "CA"},
    {"the exchange of a company", "The mill <MILL.TO> paid 5 mln dlrs", "CA"},
    {"a company of one letter", "The mill <S> paid 5 mln dlrs", ""},
    {"simplified Chinese", "多伦多的工厂Toronto付了5万元给了上海的工厂", ""},
    {"traditional Chinese", "臺灣的立法院通過預算", "TW"},
};

TEST_CASE("a text is at home where its places are") {
  for (const Case& c : kCases) {
    DYNAMIC_SECTION(c.name) {
      const Article article = ArticleOf(c.text);
      CHECK(RegionOf(article, BuiltInRules().compiled(), Fold(article)) == c.region);
    }
  }
}

}  // namespace
}  // namespace factmill
