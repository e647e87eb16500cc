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

// Lines, folded and in lower case.  Those that begin so and stand at the end of an
// article are not of it; brackets and quotes before them are left aside.
inline constexpr std::string_view kTailStarts[] = {
    "责任编辑", "责编", "编辑:", "编审:", "审核:", "校对:", "值班编辑", "值班主任", "值班总监", "网络编辑", "本文来源",
    "原标题", "原文链接", "原文标题", "关键词", "关键字", "标签", "声明:", "免责声明", "特别声明", "版权声明", "版权归",
    "扫一扫", "扫码", "扫描", "长按", "分享到", "分享至", "分享让", "打印本", "关闭窗口", "返回", "上一篇", "下一篇",
    "点击进入", "点击查看", "点击下载", "更多猛料", "更多精彩", "更多内容", "更多>", "查看更多", "阅读更多", "下载客户端",
    "欢迎关注", "关注我们", "微信公众号", "图片来自网络", "图片来源于网络", "文章来源于网络", "如需转载", "转载请",
    "未经授权", "未经许可", "notice:", "notice: the content", "违法和不良信息", "举报", "新浪新闻公众号",
    "新浪财经公众号", "文章很值", "打赏", "本作品为", "[责任编辑", "[责编", "[编辑", "纠错", "我要纠错", "[纠错",
    "[ 责任编辑", "[作者:", "作者:", "附件下载", "相关附件", "外部サイト", "関連記事", "写真拡大",
    "click here to", "sign up", "subscribe to", "follow us", "follow me on", "get the latest",
    "read more", "share this", "share on", "related:", "related articles", "tags:", "filed under",
    "copyright", "©", "all rights reserved", "post comment", "leave a comment", "leave a reply",
    "comments", "advertisement", "have a tip?", "sponsored links", "sponsored content",
    "about the author", "photo:", "more great", "newsletter", "you can follow", "download the",
    "this document is subject to copyright", "this article was originally published",
    "we want to hear", "what do you think?", "tell us what", "start your day with",
    "report a correction", "report an error", "view comments", "show comments", "thanks for reading"};

// Lines that are never of an article, as wholes.
inline constexpr std::string_view kNeverLines[] = {
    "advertisement", "advert", "ad", "ads", "- advertisement -", "advertisements", "广告", "展开", "收起",
    "展开全文", "continue reading below", "continue reading", "story continues below",
    "story continues below advertisement", "article continues below", "continues below",
    "article continues below advertisement", "story continues", "read more", "see more", "show more",
    "sponsored", "sponsored links", "loading...", "loading", "loading ad", "close", "watch now",
    "listen", "listen to article", "share", "this slideshow requires javascript.", "comments",
    "image", "caption", "video", "play video", "now playing", "top", "back to top", "enlarge this image",
    "hide caption", "toggle caption", "skip advertisement", "media playback is unsupported on your device",
    "了解详情>", "- the end -", "the end", "正文", "分享", "微信 微博", "写真拡大", "pr", "広告", "전체보기",
    "comentarios", "publicidad", "publicidade", "publicité", "anzeige", "werbung", "reklam", "iklan",
    "reklama", "читать далее", "реклама", "scroll to continue", "scroll to continue with content"};

// Where such a line stands below text, the article ends.
inline constexpr std::string_view kEndLines[] = {
    "为你推荐", "为您推荐", "猜你喜欢", "热门推荐", "热门评论", "网友评论", "最新评论", "全部评论", "大家都在看",
    "相关推荐", "精彩推荐", "热门文章", "最热文章", "文章评论", "我来说两句", "发表评论", "网友跟贴", "跟贴",
    "文明上网理性发言", "24小时热文", "24小时热榜", "热点新闻", "新闻排行", "阅读排行", "- the end -",
    "comments", "leave a comment", "leave a reply", "join the conversation", "recommended for you",
    "you may also like", "you may also like...", "you might also like", "more from our network",
    "about the author", "popular in the community", "conversation", "from around the web",
    "most popular", "trending", "sponsored stories", "editor's picks", "more stories", "recommended",
    "more great wired stories", "share this article", "share this story", "about this author",
    "トピックス", "おすすめ", "この記事へのみんなの感想は?", "관련기사", "関連ニュース", "関連記事"};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_PAGE_WORDS_H_
