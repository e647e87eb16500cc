// The sets of elements that tree construction asks for.
#ifndef FACTMILL_CORPUS_HTML_TAG_SETS_H_
#define FACTMILL_CORPUS_HTML_TAG_SETS_H_

#include "corpus/html/tree_builder.h"

namespace factmill::html {

inline constexpr TagSet kSpecial = {
    Tag::address,    Tag::applet,   Tag::area,       Tag::article,  Tag::aside,   Tag::base,
    Tag::basefont,   Tag::bgsound,  Tag::blockquote, Tag::body,     Tag::br,      Tag::button,
    Tag::caption,    Tag::center,   Tag::col,        Tag::colgroup, Tag::dd,      Tag::details,
    Tag::dir,        Tag::div,      Tag::dl,         Tag::dt,       Tag::embed,   Tag::fieldset,
    Tag::figcaption, Tag::figure,   Tag::footer,     Tag::form,     Tag::frame,   Tag::frameset,
    Tag::h1,         Tag::h2,       Tag::h3,         Tag::h4,       Tag::h5,      Tag::h6,
    Tag::head,       Tag::header,   Tag::hgroup,     Tag::hr,       Tag::html,    Tag::iframe,
    Tag::img,        Tag::input,    Tag::keygen,     Tag::li,       Tag::link,    Tag::listing,
    Tag::main,       Tag::marquee,  Tag::menu,       Tag::meta,     Tag::nav,     Tag::noembed,
    Tag::noframes,   Tag::noscript, Tag::object,     Tag::ol,       Tag::p,       Tag::param,
    Tag::plaintext,  Tag::pre,      Tag::script,     Tag::search,   Tag::section, Tag::select,
    Tag::source,     Tag::style,    Tag::summary,    Tag::table,    Tag::tbody,   Tag::td,
    Tag::kTemplate,  Tag::textarea, Tag::tfoot,      Tag::th,       Tag::thead,   Tag::title,
    Tag::tr,         Tag::track,    Tag::ul,         Tag::wbr,      Tag::xmp};

inline constexpr TagSet kMathTextPoints = {Tag::mi, Tag::mo, Tag::mn, Tag::ms, Tag::mtext};
inline constexpr TagSet kMathBounds = kMathTextPoints | TagSet{Tag::kAnnotationXml};
inline constexpr TagSet kSvgBounds = {Tag::kForeignObject, Tag::desc, Tag::title};

// What ends a scope; the foreign ones above belong to it.
inline constexpr TagSet kScope = {Tag::applet, Tag::caption, Tag::html,   Tag::table,    Tag::td,
                                  Tag::th,     Tag::marquee, Tag::object, Tag::kTemplate};
inline constexpr TagSet kListScope = kScope | TagSet{Tag::ol, Tag::ul};
inline constexpr TagSet kButtonScope = kScope | TagSet{Tag::button};
inline constexpr TagSet kTableScope = {Tag::html, Tag::table, Tag::kTemplate};

inline constexpr TagSet kImpliedEnds = {Tag::dd, Tag::dt, Tag::li, Tag::optgroup, Tag::option,
                                        Tag::p,  Tag::rb, Tag::rp, Tag::rt,       Tag::rtc};
inline constexpr TagSet kAllImpliedEnds =
    kImpliedEnds | TagSet{Tag::caption, Tag::colgroup, Tag::tbody, Tag::td,
                          Tag::tfoot,   Tag::th,       Tag::thead, Tag::tr};

inline constexpr TagSet kFostering = {Tag::table, Tag::tbody, Tag::tfoot, Tag::thead, Tag::tr};
inline constexpr TagSet kHeadings = {Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6};
inline constexpr TagSet kCells = {Tag::td, Tag::th};
inline constexpr TagSet kRowGroups = {Tag::tbody, Tag::thead, Tag::tfoot};

// What belongs into <head>, wherever it stands.
inline constexpr TagSet kHeadTags = {Tag::base,   Tag::basefont,  Tag::bgsound,  Tag::link,
                                     Tag::meta,   Tag::title,     Tag::noframes, Tag::style,
                                     Tag::script, Tag::kTemplate, Tag::noscript};

}  // namespace factmill::html

#endif  // FACTMILL_CORPUS_HTML_TAG_SETS_H_
