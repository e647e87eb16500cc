// What is checked of every fact before it is stored, and again by `verify`.
#ifndef FACTMILL_PIPELINE_FACT_CHECK_H_
#define FACTMILL_PIPELINE_FACT_CHECK_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/fact.h"
#include "base/status.h"
#include "corpus/article.h"

namespace factmill {

// The fact's name: 32 hexadecimal digits of a hash of payload, byte ranges and
// kind.  A rule that is renamed or a value that is corrected leaves it alone.
std::string FactKey(std::string_view payload_sha256, const Fact& fact);

// The text that `pieces` of `payload` say: decoded, the escapes of the media type
// undone, joined.
// Errors: kMismatch if a piece lies outside, kInvalid for an unknown charset.
Result<std::string> ReadPieces(std::string_view payload, const std::vector<PayloadSpan>& pieces,
                               std::string_view charset, std::string_view media_type = "");

// Is that text the quote?  In a page any white space is a space.
bool IsQuote(std::string_view text, std::string_view quote, std::string_view media_type);

// The two promises of provenance, for all `facts` of `article`: characters
// [char_start, char_end) of its text are the quote, and so are the payload's
// bytes once decoded.  Also that attributes' words stand where they say, that links
// lead to other facts, and that no two have one key (`keys`, one a fact).
// Errors: kMismatch with a sentence naming the fact that breaks one: a bug.
Status CheckFacts(const Payload& payload, const Article& article, const std::vector<Fact>& facts,
                  const std::vector<std::string>& keys);

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_FACT_CHECK_H_
