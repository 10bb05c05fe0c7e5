// A list on the heap that grows, and knows when there is no memory.
#pragma once
#include <stdlib.h>

#include "buffer.h"

// T is moved by copying its bytes.
template <class T>
class Array {
 public:
  Array() = default;
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() { free(data_); }

  // The first `size` elements, new ones not initialised. False, and nothing changed, when there is no memory.
  bool resize(size_t size) {
    if (size > capacity_ && !grow(size)) return false;
    size_ = size;
    return true;
  }
  // Room for `size` elements, so that growing to there does not move them.
  bool reserve(size_t size) { return size <= capacity_ || grow(size); }
  bool push(const T& element) {
    if (size_ == capacity_ && !grow(size_ + 1)) return false;
    data_[size_++] = element;
    return true;
  }
  void clear() { size_ = 0; }
  void release() {
    free(data_);
    data_ = nullptr;
    size_ = capacity_ = 0;
  }
  size_t size() const { return size_; }
  T* get() { return data_; }
  const T* get() const { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  COLD bool grow(size_t size) {
    size_t capacity = 2 * capacity_ + 16;
    if (capacity < size) capacity = size;
    if (capacity > SIZE_MAX / sizeof(T)) return false;
    T* data = static_cast<T*>(realloc(static_cast<void*>(data_), capacity * sizeof(T)));
    if (!data) return false;
    data_ = data;
    capacity_ = capacity;
    return true;
  }

  T* data_ = nullptr;
  size_t size_ = 0, capacity_ = 0;
};
