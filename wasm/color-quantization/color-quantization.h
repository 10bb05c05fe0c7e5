// Palettes of pictures by k-means over their distinct colours, and pictures made of palettes.
//
// One object holds the colours of one picture. Count its pixels tile by tile, then solve for as many palettes as wanted:
//
//   color_quantization* q = color_quantization_new();
//   for each tile { memcpy(color_quantization_pixels(q), rgba, 4 * count); color_quantization_count(q, count); }
//   color_quantization_gather(q);
//   color_quantization_begin(q, &options);
//   while (color_quantization_step(q) == COLOR_QUANTIZATION_MORE) {}
//   ... color_quantization_palette(q), color_quantization_result(q) ...
//
// The method and its sources are described in color-quantization.cpp. Plain C interface on pointers and counts; nothing here
// throws, prints or aborts, and there is no global state. Colours are R, G, B, A in bytes of ascending address, not premultiplied.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct color_quantization color_quantization;

enum color_quantization_status {
  COLOR_QUANTIZATION_DONE = 0,
  COLOR_QUANTIZATION_MORE = 1,
  COLOR_QUANTIZATION_NO_MEMORY = 2,
};

enum color_quantization_space { COLOR_QUANTIZATION_SRGB = 0, COLOR_QUANTIZATION_OKLAB = 1, COLOR_QUANTIZATION_LINEAR = 2 };
enum color_quantization_alpha { COLOR_QUANTIZATION_BLEND = 0, COLOR_QUANTIZATION_BINARY = 1, COLOR_QUANTIZATION_IGNORE = 2 };
enum color_quantization_mode { COLOR_QUANTIZATION_INSTANT = 0, COLOR_QUANTIZATION_FAST = 1, COLOR_QUANTIZATION_BEST = 2 };
enum color_quantization_dither {
  COLOR_QUANTIZATION_NO_DITHER = 0,
  COLOR_QUANTIZATION_FLOYD_STEINBERG = 1,
  COLOR_QUANTIZATION_ATKINSON = 2,
  COLOR_QUANTIZATION_BLUE_NOISE = 3,
  COLOR_QUANTIZATION_ORDERED = 4,
};
enum color_quantization_phase { COLOR_QUANTIZATION_SEARCH = 0, COLOR_QUANTIZATION_PASSES = 1 };

// Bits of color_quantization_summary.flags
enum color_quantization_flag {
  COLOR_QUANTIZATION_CONVERGED = 1,  // nothing moves any more
  COLOR_QUANTIZATION_OPTIMAL = 2,    // proven: as many colours as the picture has, or a gray one solved exactly
};

typedef struct {
  double cost;           // sum over pixels of squared distance to the mean of their cluster, or to its locked colour; units of the space
  double squared_error;  // sum over pixels and R, G, B of the squared error of the rounded palette, sRGB, times alpha / 255
  double delta_e;        // sum over pixels of the distance in OKLab of the rounded palette, times 100
  double passes;         // exact passes over all distinct colours
  double phase;          // color_quantization_phase
  double flags;          // bits of color_quantization_flag
  double size;           // colours in the palette
} color_quantization_summary;

// Pixels that color_quantization_pixels has room for.
#define COLOR_QUANTIZATION_TILE 65536
// Entries of color_quantization_errors, each a quarter of a unit of OKLab distance times 100; the last holds all above.
#define COLOR_QUANTIZATION_ERROR_BINS 64

// Null when there is no memory.
color_quantization* color_quantization_new(void);
void color_quantization_free(color_quantization* q);

// Where a tile of pixels is put, and where remapping leaves its indices.
uint32_t* color_quantization_pixels(color_quantization* q);
uint8_t* color_quantization_indices(color_quantization* q);

// Counts the colours of the tile's first `count` pixels. Returns a color_quantization_status, DONE when all is well.
int32_t color_quantization_count(color_quantization* q, uint32_t count);
// Ends the counting: lists the distinct colours. To be called once, before anything below.
int32_t color_quantization_gather(color_quantization* q);
uint32_t color_quantization_distinct(const color_quantization* q);    // fully transparent pixels are one colour
double color_quantization_transparent(const color_quantization* q);  // fully transparent pixels
int32_t color_quantization_opaque(const color_quantization* q);       // 1: every pixel is

// Means of at most `most` cells of the colours, without the transparent ones; returns how many (0: no memory, or no colours).
uint32_t color_quantization_cells(color_quantization* q, uint32_t most);
const uint32_t* color_quantization_cell_colors(const color_quantization* q);
const double* color_quantization_cell_counts(const color_quantization* q);

// 256 colours. In: `locked` ones, then `started` ones to begin from. Out: the palette of the last step.
uint32_t* color_quantization_palette(color_quantization* q);
// Begins to look for at most k colours, 1 <= k <= 256, locked + started <= k; started is 0 or k - locked. `tolerance` below 0 means
// that of the mode. Returns a color_quantization_status: MORE when there is a step to take.
int32_t color_quantization_begin(color_quantization* q, uint32_t k, int32_t space, int32_t alpha, int32_t mode, uint32_t seed,
                                 uint32_t locked, uint32_t started, double tolerance);
// Takes a step of at most a few milliseconds. Returns MORE or DONE, or NO_MEMORY, after which another begin is allowed.
int32_t color_quantization_step(color_quantization* q);
const color_quantization_summary* color_quantization_result(const color_quantization* q);
const double* color_quantization_centroids(const color_quantization* q);  // 4 for each palette entry, before rounding
const double* color_quantization_counts(const color_quantization* q);     // pixels of each palette entry, when DONE
const double* color_quantization_errors(const color_quantization* q);     // pixels by error, when DONE

// Gets ready to put the pixels counted above into the `size` colours of color_quantization_palette; rows are `width` pixels long.
// `strength` is 0 to 1. Returns a color_quantization_status, DONE when all is well.
int32_t color_quantization_remap(color_quantization* q, uint32_t size, int32_t space, int32_t alpha, int32_t dither, double strength,
                                 uint32_t width);
// Remaps the tile's first `count` pixels in place, and writes their indices; tiles follow one another, and where there is
// dithering each is made of whole rows.
void color_quantization_remap_tile(color_quantization* q, uint32_t count);
// The squared error of all tiles so far, as in color_quantization_summary.
double color_quantization_remap_error(const color_quantization* q);

#ifdef __cplusplus
}
#endif
