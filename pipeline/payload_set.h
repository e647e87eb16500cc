// Many payloads by their hashes, in little memory: a web archive has millions.
#ifndef FACTMILL_PIPELINE_PAYLOAD_SET_H_
#define FACTMILL_PIPELINE_PAYLOAD_SET_H_

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>

namespace factmill {

// SHA-256s, by 64 bits twice, each with what a sidecar said of the payload.
class PayloadSet {
 public:
  void Insert(const std::string& sha256, const std::string& given) {
    if (sha256.size() != 64) return;
    payloads_[KeyOf(sha256)] = given.empty() ? 0 : NumberOf(given);
  }
  bool Has(const std::string& sha256) const {
    return sha256.size() == 64 && payloads_.count(KeyOf(sha256)) > 0;
  }
  bool Has(const std::string& sha256, const std::string& given) const {
    if (sha256.size() != 64) return false;
    const auto found = payloads_.find(KeyOf(sha256));
    if (found == payloads_.end()) return false;
    if (given.empty()) return found->second == 0;
    const auto number = numbers_.find(given);
    return number != numbers_.end() && number->second == found->second;
  }

 private:
  struct Key {
    uint64_t high, low;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    size_t operator()(const Key& key) const { return key.low; }
  };
  static Key KeyOf(const std::string& sha256) {
    return {std::stoull(sha256.substr(0, 16), nullptr, 16),
            std::stoull(sha256.substr(16, 16), nullptr, 16)};
  }
  uint32_t NumberOf(const std::string& given) {
    return numbers_.emplace(given, static_cast<uint32_t>(numbers_.size() + 1)).first->second;
  }

  std::unordered_map<Key, uint32_t, Hash> payloads_;
  std::map<std::string, uint32_t> numbers_;  // What sidecars said, from 1.
};

}  // namespace factmill

#endif  // FACTMILL_PIPELINE_PAYLOAD_SET_H_
