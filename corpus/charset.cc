// DetectCharset(): which charset bytes are written in.
#include "corpus/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <bitset>
#include <memory>
#include <string>

#include "base/utf8.h"
#include "corpus/charset_bytes.h"
#include "corpus/charset_labels.h"

namespace factmill {
namespace {

// The characters that news is mostly made of.  In the wrong charset hardly one
// of them appears.
constexpr char kFrequentSimplified[] =
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点"
    "从业"
    "本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原"
    "又么"
    "利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革"
    "位入"
    "常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强"
    "放决"
    "西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交"
    "受联"
    "什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八"
    "离华"
    "名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布"
    "复容"
    "际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率"
    "族维"
    "划选标写存候亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属包火住调满县局照参红细引听"
    "该铁"
    "价亿企财税额港台币零贸投融股银镇，。、；：？！“”《》（）％０１２３４５６７８９";
constexpr char kFrequentTraditional[] =
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子"
    "說產種"
    "面而方後多定行學法所民得經十三之進著等部度家電力里裡如水化高自二理起小物現實加量都兩體制機當使"
    "點從業"
    "本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原"
    "又麼"
    "利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革"
    "位入"
    "常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強"
    "放決"
    "西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交"
    "受聯"
    "什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八"
    "離華"
    "名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布"
    "復容"
    "際商非驗連斷深難近礦千周週委素技備半辦青省列習響約支般史感勞便團往歷市克何除消構府稱太準精值號"
    "率族維"
    "劃選標寫存候親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬包火住調滿縣局照參紅細引聽"
    "該鐵"
    "價億企財稅額港台臺灣幣零貿投融股銀鎮餘約逾，。、；：？！「」《》（）％０１２３４５６７８９";

// The two-byte codes of frequent characters in one charset.
class FrequentCodes {
 public:
  FrequentCodes(const char* charset, const char* characters) {
    UErrorCode error = U_ZERO_ERROR;
    std::string bytes(std::char_traits<char>::length(characters) + 1, '\0');
    const int32_t size = ucnv_convert(IcuNameOf(charset), "UTF-8", bytes.data(),
                                      static_cast<int32_t>(bytes.size()), characters, -1, &error);
    if (U_FAILURE(error)) return;
    for (int32_t i = 0; i + 1 < size; i += 2) codes_.set(Code(bytes[i], bytes[i + 1]));
  }
  bool Has(unsigned char lead, unsigned char trail) const { return codes_[Code(lead, trail)]; }

 private:
  static size_t Code(unsigned char lead, unsigned char trail) { return lead << 8 | trail; }
  std::bitset<0x10000> codes_;
};

// How much the bytes beyond ASCII are like Chinese: the mean over characters of
// -4 (no character) to 3 (a frequent one).
struct Likeness {
  int points = 0;
  int characters = 0;
  void Add(int more) {
    points += more;
    ++characters;
  }
  double Mean() const { return characters == 0 ? -4 : static_cast<double>(points) / characters; }
};

bool In(unsigned char byte, unsigned char least, unsigned char most) {
  return least <= byte && byte <= most;
}

int GbPairPoints(unsigned char lead, unsigned char trail) {
  static const FrequentCodes* const frequent = new FrequentCodes("gb18030", kFrequentSimplified);
  if (frequent->Has(lead, trail)) return 3;
  if (trail < 0xA1 || lead < 0xA1) return -2;                  // Only in GBK: rare, or traditional.
  if (In(lead, 0xB0, 0xD7) || In(lead, 0xA1, 0xA3)) return 1;  // Level 1, symbols.
  return In(lead, 0xD8, 0xF7) || In(lead, 0xA4, 0xA9) ? 0 : -3;
}

Likeness LikeGb18030(std::string_view bytes) {
  Likeness like;
  for (size_t at = 0; at < bytes.size(); ++at) {
    const unsigned char lead = bytes[at];
    if (lead < 0x80) continue;
    if (at + 1 >= bytes.size()) break;  // Cut there.
    const unsigned char trail = bytes[at + 1];
    if (!In(lead, 0x81, 0xFE)) {
      like.Add(lead == 0x80 ? -1 : -4);
    } else if (In(trail, 0x40, 0xFE) && trail != 0x7F) {
      like.Add(GbPairPoints(lead, trail));
      ++at;
    } else if (In(trail, 0x30, 0x39) && at + 3 < bytes.size() && In(bytes[at + 2], 0x81, 0xFE) &&
               In(bytes[at + 3], 0x30, 0x39)) {
      like.Add(0);
      at += 3;
    } else {
      like.Add(-4);
    }
  }
  return like;
}

int Big5PairPoints(unsigned char lead, unsigned char trail) {
  static const FrequentCodes* const frequent = new FrequentCodes("big5", kFrequentTraditional);
  if (frequent->Has(lead, trail)) return 3;
  if (lead < 0x87) return -3;
  if (lead < 0xA1 || lead > 0xF9) return -1;  // Hong Kong's additions.
  if (lead == 0xA3 || In(lead, 0xC7, 0xC8) || (lead == 0xC6 && trail > 0x7E)) return -2;
  return lead <= 0xC6 ? 1 : 0;  // Level 1 and symbols, level 2.
}

Likeness LikeBig5(std::string_view bytes) {
  Likeness like;
  for (size_t at = 0; at < bytes.size(); ++at) {
    const unsigned char lead = bytes[at];
    if (lead < 0x80) continue;
    if (at + 1 >= bytes.size()) break;
    const unsigned char trail = bytes[at + 1];
    if (In(lead, 0x81, 0xFE) && (In(trail, 0x40, 0x7E) || In(trail, 0xA1, 0xFE))) {
      like.Add(Big5PairPoints(lead, trail));
      ++at;
    } else {
      like.Add(-4);
    }
  }
  return like;
}

// Counts of what UTF-8 would make of the bytes.
struct Utf8Count {
  size_t good = 0;  // Code points beyond ASCII, a three-byte one as two.
  size_t bad = 0;   // Sequences that are none; after good ones, not a cut at the very end.
};

Utf8Count CountUtf8(std::string_view bytes) {
  Utf8Count count;
  for (size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    bool valid;
    const int size = Utf8UnitSize(bytes, at, &valid);
    const bool cut = !valid && count.good > 0 && at + size == bytes.size() &&
                     Utf8Size(static_cast<unsigned char>(bytes[at])) > size;
    if (valid) count.good += size > 2 ? 2 : 1;
    if (!valid && !cut) ++count.bad;
    if (count.bad > 1000 && count.good < count.bad) break;  // Surely not.
    at += size;
  }
  return count;
}

// A share of the bytes at one parity, even (0) or odd (1).
template <typename Predicate>
double ShareAt(std::string_view bytes, size_t parity, Predicate predicate) {
  size_t count = 0, all = 0;
  for (size_t at = parity; at < bytes.size(); at += 2, ++all) {
    count += predicate(static_cast<unsigned char>(bytes[at]));
  }
  return all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
}

constexpr size_t kSample = 65536;
constexpr size_t kLetters = 8192;  // Bytes whose letters are enough to tell by.

// UTF-16 of a text with ASCII in it: NULs in one half only.
const char* Utf16ByNuls(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSample);
  const auto nuls = std::count(sample.begin(), sample.end(), '\0');
  if (nuls < 2 && sample.size() > 2) return nullptr;  // A stray one.
  const auto nul = [](unsigned char byte) { return byte == 0; };
  const double even = ShareAt(sample, 0, nul), odd = ShareAt(sample, 1, nul);
  if (odd > 0.3 && even < 0.05) return "utf-16le";
  if (even > 0.3 && odd < 0.05) return "utf-16be";
  return nullptr;
}

// UTF-16 of a text of Han and little else: the high halves lie close together.
const char* Utf16ByHighBytes(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, std::min(kSample, bytes.size() / 2 * 2));
  if (sample.size() < 4) return nullptr;
  const auto high = [](unsigned char byte) {
    return In(byte, 0x4E, 0x9F) || byte == 0 || byte == 0x20 || byte == 0x30 || byte == 0xFF;
  };
  const auto ascii = [](unsigned char byte) { return In(byte, 0x20, 0x7E); };
  const double even = ShareAt(sample, 0, high), odd = ShareAt(sample, 1, high);
  // Western text with a stray byte has letters in both halves.
  if (ShareAt(sample, 0, ascii) > 0.8 && ShareAt(sample, 1, ascii) > 0.8) return nullptr;
  if (odd > 0.93 && odd - even >= 0.25) return "utf-16le";
  if (even > 0.93 && even - odd >= 0.25) return "utf-16be";
  return nullptr;
}

bool HasControls(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) {
    const unsigned char byte = c;
    return byte < 0x20 && !In(byte, '\t', '\r');
  });
}

// Text in ASCII with single bytes beyond it, as Western languages have them.
bool LooksWestern(std::string_view bytes) {
  size_t beyond = 0, controls = 0;
  for (const char c : bytes) {
    const unsigned char byte = c;
    beyond += byte >= 0x80;
    controls += (byte < 0x20 && !In(byte, '\t', '\r')) || byte == 0x7F || byte == 0x81 ||
                byte == 0x8D || byte == 0x8F || byte == 0x90 || byte == 0x9D;
  }
  return controls * 50 <= bytes.size() && beyond * 2 <= bytes.size();
}

// The bytes whose letters are looked at, from the first beyond ASCII on.
std::string_view Letters(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(),
                                  [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return bytes.substr(first - bytes.begin(), kLetters);
}

Charset Guess(std::string_view bytes) {
  const double gb = LikeGb18030(Letters(bytes)).Mean();
  const double big5 = LikeBig5(Letters(bytes)).Mean();
  constexpr double kChinese = 0.4;
  if (const char* utf16 = Utf16ByHighBytes(bytes); utf16 != nullptr && std::max(gb, big5) < 1) {
    return {utf16, "byte pattern"};
  }
  if (gb >= kChinese && gb >= big5) return {"gb18030", "letter frequency"};
  if (big5 >= kChinese) return {"big5", "letter frequency"};
  if (LooksWestern(bytes.substr(0, kSample))) return {"windows-1252", "byte pattern"};
  return {"utf-8", "nothing better"};
}

}  // namespace

Charset DetectCharset(std::string_view bytes, std::string_view label) {
  for (const char* charset : {"utf-8", "utf-16le", "utf-16be", "gb18030"}) {
    if (BomSize(bytes, charset) > 0) return {charset, "bom"};
  }
  if (const std::string_view name = CharsetOfLabel(label); !name.empty()) {
    return {std::string(name), "label"};
  }
  if (const char* utf16 = Utf16ByNuls(bytes)) return {utf16, "nul pattern"};
  if (HasControls(bytes.substr(0, kSample))) {
    if (const char* utf16 = Utf16ByHighBytes(bytes)) return {utf16, "byte pattern"};
  }
  const Utf8Count utf8 = CountUtf8(bytes);
  if (utf8.bad == 0) return {"utf-8", "valid utf-8"};
  // UTF-8 with a few broken bytes, but not a few words in GB18030 that look so.
  if (utf8.good >= 4 * utf8.bad && LikeGb18030(Letters(bytes)).Mean() < 1) {
    return {"utf-8", "mostly valid utf-8"};
  }
  return Guess(bytes);
}

}  // namespace factmill
