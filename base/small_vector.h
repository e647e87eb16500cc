// A vector that keeps its first N elements in itself: for the many short lists
// made for every number of a text.  Plain values only.
#ifndef FACTMILL_BASE_SMALL_VECTOR_H_
#define FACTMILL_BASE_SMALL_VECTOR_H_

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace factmill {

template <typename T, size_t N>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  SmallVector() = default;
  SmallVector(std::initializer_list<T> items) { Assign(items.begin(), items.size()); }
  SmallVector(const SmallVector& other) { Assign(other.data(), other.size_); }
  SmallVector(SmallVector&& other) noexcept { Take(&other); }
  SmallVector& operator=(const SmallVector& other) {
    if (this != &other) Assign(other.data(), other.size_);
    return *this;
  }
  SmallVector& operator=(SmallVector&& other) noexcept {
    if (this != &other) Take(&other);
    return *this;
  }

  bool empty() const { return size_ == 0; }
  size_t size() const { return size_; }
  T* data() { return heap_ ? heap_.get() : reinterpret_cast<T*>(inline_); }
  const T* data() const { return heap_ ? heap_.get() : reinterpret_cast<const T*>(inline_); }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  // REQUIRES: there is such an element.
  T& operator[](size_t i) { return data()[i]; }
  const T& operator[](size_t i) const { return data()[i]; }
  T& front() { return data()[0]; }
  const T& front() const { return data()[0]; }
  T& back() { return data()[size_ - 1]; }
  const T& back() const { return data()[size_ - 1]; }

  // `item` may be an element of this vector.
  void push_back(const T& item) {
    if (size_ < capacity_) {
      new (data() + size_) T(item);
    } else {
      const T kept = item;
      Reserve(2 * size_);
      new (data() + size_) T(kept);
    }
    ++size_;
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; }
  // Keeps the first `size` elements.  REQUIRES: size <= size().
  void Truncate(size_t size) { size_ = size; }

 private:
  void Reserve(size_t capacity) {
    if (capacity <= capacity_) return;
    auto heap = std::make_unique<T[]>(capacity);
    std::copy(begin(), end(), heap.get());
    heap_ = std::move(heap);
    capacity_ = capacity;
  }

  void Assign(const T* items, size_t size) {
    size_ = 0;
    Reserve(size);
    std::uninitialized_copy(items, items + size, data());
    size_ = size;
  }

  void Take(SmallVector* other) {
    if (other->heap_) {
      heap_ = std::move(other->heap_);
      size_ = other->size_;
      capacity_ = other->capacity_;
      other->capacity_ = N;
    } else {
      Assign(other->data(), other->size_);  // At most N: nothing is allocated.
    }
    other->size_ = 0;
  }

  size_t size_ = 0, capacity_ = N;
  std::unique_ptr<T[]> heap_;  // All elements, once there are more than N.
  alignas(T) std::byte inline_[N * sizeof(T)];
};

}  // namespace factmill

#endif  // FACTMILL_BASE_SMALL_VECTOR_H_
