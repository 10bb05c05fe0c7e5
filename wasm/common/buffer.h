// An array on the heap that knows when there is no memory, and gives it back by itself.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// The module is downloaded: functions that run once, and not long, are compiled for size and not copied into their callers.
#ifdef __clang__
#define COLD __attribute__((noinline, minsize))
#else
#define COLD __attribute__((noinline))
#endif
#define NOINLINE __attribute__((noinline))

template <class T>
class Buffer {
 public:
  Buffer() = default;
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { release(); }

  // Room for `count` elements, not initialised; what was held before is gone. False when there is no memory.
  COLD bool reserve(size_t count) {
    if (count <= capacity_) return true;
    release();
    if (count > SIZE_MAX / sizeof(T)) return false;
    data_ = static_cast<T*>(malloc(count * sizeof(T)));
    capacity_ = data_ ? count : 0;
    return data_ != nullptr;
  }

  COLD void release() {
    free(data_);
    data_ = nullptr;
    capacity_ = 0;
  }

  void swap(Buffer& other) {
    T* data = data_;
    size_t capacity = capacity_;
    data_ = other.data_;
    capacity_ = other.capacity_;
    other.data_ = data;
    other.capacity_ = capacity;
  }

  T* get() { return data_; }
  const T* get() const { return data_; }
  T& operator[](size_t i) { return data_[i]; }
  const T& operator[](size_t i) const { return data_[i]; }

 private:
  T* data_ = nullptr;
  size_t capacity_ = 0;
};
