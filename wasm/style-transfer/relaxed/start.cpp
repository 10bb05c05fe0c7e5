// What every module exports besides its own functions. This one has nothing to start, and whoever calls keeps the memory.
extern "C" {
void _initialize() {}
void* malloc(unsigned long) { return nullptr; }
void free(void*) {}
}
