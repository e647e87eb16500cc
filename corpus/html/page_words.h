// The words by which the reader of pages knows containers, furniture and lines
// that are not of the article: one place to add to.
#ifndef FACTMILL_CORPUS_HTML_PAGE_WORDS_H_
#define FACTMILL_CORPUS_HTML_PAGE_WORDS_H_

#include <cstdint>
#include <string_view>

namespace factmill::html {

// What a class or an id says of an element; parts of words count, in lower case.
enum Hint : uint32_t {
  kUnlikely = 1 << 0,   // Not the article, unless kLikely too.
  kLikely = 1 << 1,     // May be the article in spite of kUnlikely.
  kPositive = 1 << 2,   // Speaks for the article.
  kNegative = 1 << 3,   // Speaks against it.
  kShare = 1 << 4,      // Buttons to share by.
  kByline = 1 << 5,     // Who and when.
  kContainer = 1 << 6,  // The whole name of what holds an article in known systems.
  kComments = 1 << 7,   // What readers say.
  kDiscard = 1 << 8,    // Furniture wherever it stands, if it is short.
  kCaption = 1 << 9,    // What stands below a picture.
};

struct HintWord {
  std::string_view word;
  uint32_t hints;
  bool whole = false;  // A whole class or id, not a part of one.
};

inline constexpr HintWord kHintWords[] = {
    // Mozilla's Readability made these lists; all readers of pages have them.
    {"-ad-", kUnlikely},
    {"ai2html", kUnlikely},
    {"banner", kUnlikely | kNegative},
    {"breadcrumb", kUnlikely | kNegative | kDiscard},
    {"combx", kUnlikely | kNegative},
    {"comment", kUnlikely | kNegative | kComments},
    {"community", kUnlikely},
    {"cover-wrap", kUnlikely},
    {"disqus", kUnlikely | kComments},
    {"extra", kUnlikely},
    {"footer", kUnlikely | kNegative},
    {"gdpr", kUnlikely | kNegative},
    {"cookie", kUnlikely | kNegative},
    {"header", kUnlikely},
    {"legends", kUnlikely},
    {"menu", kUnlikely},
    {"related", kUnlikely | kNegative | kDiscard},
    {"remark", kUnlikely},
    {"replies", kUnlikely | kComments},
    {"rss", kUnlikely},
    {"shoutbox", kUnlikely | kNegative},
    {"sidebar", kUnlikely | kNegative},
    {"skyscraper", kUnlikely | kNegative},
    {"social", kUnlikely | kDiscard},
    {"sponsor", kUnlikely | kNegative},
    {"supplemental", kUnlikely},
    {"ad-break", kUnlikely},
    {"agegate", kUnlikely},
    {"pagination", kUnlikely},
    {"pager", kUnlikely},
    {"popup", kUnlikely},
    {"yom-remote", kUnlikely},
    {"newsletter", kUnlikely | kNegative | kDiscard},
    {"subscribe", kUnlikely | kDiscard},
    {"recommend", kUnlikely | kNegative | kDiscard},
    {"and", kLikely},
    {"article", kLikely | kPositive},
    {"body", kLikely | kPositive},
    {"column", kLikely},
    {"content", kLikely | kPositive},
    {"main", kLikely | kPositive},
    {"mathjax", kLikely},
    {"shadow", kLikely},
    {"entry", kPositive},
    {"hentry", kPositive},
    {"h-entry", kPositive},
    {"page", kPositive},
    {"post", kPositive},
    {"text", kPositive},
    {"blog", kPositive},
    {"story", kPositive},
    {"hidden", kNegative},
    {"contact", kNegative},
    {"footnote", kNegative},
    {"masthead", kNegative},
    {"media", kNegative},
    {"meta", kNegative},
    {"outbrain", kNegative | kDiscard},
    {"taboola", kNegative | kDiscard},
    {"promo", kNegative | kDiscard},
    {"scroll", kNegative},
    {"share", kNegative | kShare},
    {"sharing", kNegative | kShare},
    {"shopping", kNegative},
    {"tags", kNegative | kDiscard},
    {"tool", kNegative},
    {"widget", kNegative},
    {"caption", kCaption},
    {"photo-credit", kCaption},
    {"image-credit", kCaption},
    {"byline", kByline},
    {"author", kByline},
    {"dateline", kByline},
    {"writtenby", kByline},
    // Known containers, as whole names.
    {"trs_editor", kContainer | kPositive, true},
    {"trs_uedit", kContainer | kPositive, true},
    {"ucap-content", kContainer | kPositive, true},
    {"artibody", kContainer | kPositive, true},
    {"article_content", kContainer | kPositive, true},
    {"js_content", kContainer | kPositive, true},
    {"rich_media_content", kContainer | kPositive, true},
    {"endtext", kContainer | kPositive, true},
    {"post_body", kContainer | kPositive, true},
    {"post_text", kContainer | kPositive, true},
    {"zoom", kContainer | kPositive, true},
    {"news_txt", kContainer | kPositive, true},
    {"cnt-main-article-qq", kContainer | kPositive, true},
    {"articlecontent", kContainer | kPositive, true},
    {"vsb_content", kContainer | kPositive, true},
    {"v_news_content", kContainer | kPositive, true},
    {"rwb_zw", kContainer | kPositive, true},
    {"p-detail", kContainer | kPositive, true},
    {"main_content", kContainer | kPositive, true},
    {"pages_content", kContainer | kPositive, true},
    {"article-content", kContainer | kPositive, true},
    {"article-body", kContainer | kPositive, true},
    {"articlebody", kContainer | kPositive, true},
    {"article__body", kContainer | kPositive, true},
    {"article__content", kContainer | kPositive, true},
    {"article-text", kContainer | kPositive, true},
    {"articletext", kContainer | kPositive, true},
    {"story-body", kContainer | kPositive, true},
    {"storybody", kContainer | kPositive, true},
    {"entry-content", kContainer | kPositive, true},
    {"post-content", kContainer | kPositive, true},
    {"post-body", kContainer | kPositive, true},
    {"left_zw", kContainer | kPositive, true},
    {"xmcontent", kContainer | kPositive, true},
    {"left-main-content", kContainer | kPositive, true},
};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_WORDS_H_
