#include "corpus/media_type.h"

#include <algorithm>

#include "base/ascii.h"

namespace factmill {
namespace {

bool IsToken(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > ' ' && c < 0x7F &&
           std::string_view("()<>@,;:\\\"[]?=").find(static_cast<char>(c)) ==
               std::string_view::npos;
  });
}

// The value at the begin of `rest`, which it leaves; in quotes or up to a ';'.
std::string TakeValue(std::string_view* rest) {
  std::string value;
  if (!rest->starts_with('"')) {
    const size_t end = std::min(rest->find(';'), rest->size());
    value = TrimAscii(rest->substr(0, end));
    rest->remove_prefix(end);
    return value;
  }
  size_t at = 1;
  for (; at < rest->size() && (*rest)[at] != '"'; ++at) {
    if ((*rest)[at] == '\\' && at + 1 < rest->size()) ++at;
    value += (*rest)[at];
  }
  rest->remove_prefix(std::min(at + 1, rest->size()));
  return value;
}

}  // namespace

std::string MediaType::Parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

std::string MediaType::ToString() const {
  std::string text = essence;
  for (const auto& [name, value] : parameters) {
    text += "; " + name + "=";
    if (IsToken(value)) {
      text += value;
      continue;
    }
    text += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text;
}

std::string_view EssenceOf(std::string_view media_type) {
  return TrimAscii(media_type.substr(0, media_type.find(';')));
}

MediaType ParseMediaType(std::string_view text) {
  MediaType type;
  const std::string_view essence = EssenceOf(text);
  const size_t slash = essence.find('/');
  if (slash == std::string_view::npos || !IsToken(essence.substr(0, slash)) ||
      !IsToken(essence.substr(slash + 1))) {
    return type;
  }
  type.essence = Lowered(essence);
  text.remove_prefix(std::min(text.find(';'), text.size()));
  while (text.starts_with(';')) {
    text.remove_prefix(1);
    const size_t equals = std::min(text.find_first_of("=;"), text.size());
    const std::string name = Lowered(TrimAscii(text.substr(0, equals)));
    text.remove_prefix(equals);
    if (!text.starts_with('=')) continue;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
    std::string value = TakeValue(&text);
    if (IsToken(name)) type.parameters.emplace(name, std::move(value));
    text.remove_prefix(std::min(text.find(';'), text.size()));
  }
  return type;
}

}  // namespace factmill
