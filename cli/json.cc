#include "cli/json.h"

#include <array>
#include <charconv>
#include <optional>

#include "base/metric_id.h"
#include "base/utf8.h"

namespace factmill {
namespace {

std::string TextOf(const std::optional<Decimal>& number) {
  return number ? number->ToString() : "";
}

// What stands for a control, a quote or a backslash.
void AppendEscape(unsigned char byte, std::string* out) {
  constexpr std::string_view kNamed = "\"\\\b\f\n\r\t", kNames = "\"\\bfnrt";
  constexpr char kHex[] = "0123456789abcdef";
  out->push_back('\\');
  const size_t named = kNamed.find(static_cast<char>(byte));
  if (named != kNamed.npos) {
    out->push_back(kNames[named]);
  } else {
    *out += {'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]};
  }
}

// ASCII that stands for itself.
constexpr std::array<bool, 256> kIsPlain = [] {
  std::array<bool, 256> plain{};
  for (int byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

}  // namespace

void AppendJsonString(std::string_view text, std::string* out) {
  const size_t before = out->size();
  out->push_back('"');
  size_t plain = 0;  // From here on nothing had to be escaped.
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (kIsPlain[byte]) {
      ++at;
    } else if (byte < 0x80) {
      out->append(text, plain, at - plain);
      AppendEscape(byte, out);
      plain = ++at;
    } else {
      int size;
      if (DecodeUtf8(text, at, &size) == 0xFFFD && size == 1) {  // Broken.
        out->resize(before);
        *out += ToLine(std::string(text));
        return;
      }
      at += size;
    }
  }
  out->append(text, plain);
  out->push_back('"');
}

void JsonObject::Key(std::string_view key) {
  const size_t begin = out_->size(), end = begin + key.size() + 4;
  out_->resize(end);
  char* const bytes = out_->data() + begin;
  bytes[0] = before_;
  bytes[1] = '"';
  key.copy(bytes + 2, key.size());
  bytes[key.size() + 2] = '"';
  bytes[key.size() + 3] = ':';
  before_ = ',';
}

JsonObject& JsonObject::Text(std::string_view key, std::string_view text) {
  Key(key);
  AppendJsonString(text, out_);
  return *this;
}

JsonObject& JsonObject::TextOrNull(std::string_view key, std::string_view text) {
  if (!text.empty()) return Text(key, text);
  Key(key);
  out_->append("null");
  return *this;
}

JsonObject& JsonObject::Number(std::string_view key, uint64_t number) {
  Key(key);
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  out_->append(digits, end);
  return *this;
}

JsonObject& JsonObject::Fact(const factmill::Fact& fact) {
  const Value& v = fact.value;
  return Text("kind", KindName(v.kind))
      .Text("quote", fact.quote)
      .Number("start", fact.char_start)
      .Number("end", fact.char_end)
      .TextOrNull("value", TextOf(v.value))
      .TextOrNull("value_max", TextOf(v.value_max))
      .TextOrNull("unit", v.unit)
      .Text("approx", BoundName(v.bound))
      .TextOrNull("edtf", v.edtf)
      .TextOrNull("metric", fact.metric)
      .TextOrNull("metric_id", MetricId(fact))
      .TextOrNull("subject", fact.subject)
      .TextOrNull("period", fact.period)
      .TextOrNull("status", fact.status)
      .TextOrNull("change", fact.change)
      .TextOrNull("base", fact.change_base)
      .Text("rule", fact.rule);
}

JsonObject& JsonObject::Fact(std::string_view key, const factmill::Fact& fact) {
  Key(key);
  AppendJson(fact, out_);
  return *this;
}

void JsonObject::End() { out_->append(before_ == '{' ? "{}" : "}"); }

void AppendJson(const Fact& fact, std::string* out) { JsonObject(out).Fact(fact).End(); }

void AppendJson(const Warning& warning, std::string* out) {
  JsonObject(out)
      .Text("message", warning.message)
      .Number("start", warning.char_start)
      .Number("end", warning.char_end)
      .End();
}

std::string ToLine(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace factmill
