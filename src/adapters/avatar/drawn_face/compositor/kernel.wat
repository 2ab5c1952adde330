;; Draws sprites onto a picture: the inner loops of compositor.ts, which computes their arguments.
;;
;; Pixels are 4 bytes (R, G, B, A) with the colours multiplied by alpha. A sprite is surrounded by transparent texels,
;; one on each side; the last one of a row is also the first of the next. Positions are relative to the centre of the
;; first surrounding texel, so they are never negative inside.
(module
  (import "env" "memory" (memory 1))

  ;; Copies rows that need no blending.
  (func (export "copy")
    (param $to i32) (param $to_stride i32)
    (param $from i32) (param $from_stride i32)
    (param $bytes i32) (param $rows i32)
    (loop $next
      (if (i32.gt_s (local.get $rows) (i32.const 0)) (then
        (memory.copy (local.get $to) (local.get $from) (local.get $bytes))
        (local.set $to (i32.add (local.get $to) (local.get $to_stride)))
        (local.set $from (i32.add (local.get $from) (local.get $from_stride)))
        (local.set $rows (i32.sub (local.get $rows) (i32.const 1)))
        (br $next)))))

  ;; Blends the part of a sprite that falls on the rows $y ..< $end of a picture $width pixels wide.
  ;;
  ;; $to        the first pixel of row $y
  ;; $from      the first texel of the sprite's frame; $stride: bytes from one row of texels to the next
  ;; $u, $v     the position of that first pixel's centre in the sprite
  ;; $du, $dv   the step of that position per pixel, not 0; $row_du, $row_dv: per row
  ;; $u_end, $v_end  the far sides of the sprite's frame
  (func (export "blend")
    (param $to i32) (param $width i32) (param $y i32) (param $end i32)
    (param $from i32) (param $stride i32)
    (param $u f64) (param $v f64) (param $du f64) (param $dv f64) (param $row_du f64) (param $row_dv f64)
    (param $u_end f64) (param $v_end f64)
    (local $u_a f64) (local $u_b f64) (local $v_a f64) (local $v_b f64)
    (local $first f64) (local $last f64) (local $count i32)
    (loop $next
      (if (i32.lt_s (local.get $y) (local.get $end)) (then
        ;; The pixels at which the row enters and leaves the sprite's columns and rows.
        (local.set $u_a (f64.div (f64.sub (f64.const 0.015625) (local.get $u)) (local.get $du)))
        (local.set $u_b (f64.div (f64.sub (local.get $u_end) (local.get $u)) (local.get $du)))
        (local.set $v_a (f64.div (f64.sub (f64.const 0.015625) (local.get $v)) (local.get $dv)))
        (local.set $v_b (f64.div (f64.sub (local.get $v_end) (local.get $v)) (local.get $dv)))
        (local.set $first (f64.ceil (f64.max (f64.const 0) (f64.max
          (f64.min (local.get $u_a) (local.get $u_b))
          (f64.min (local.get $v_a) (local.get $v_b))))))
        (local.set $last (f64.floor (f64.min (f64.convert_i32_s (i32.sub (local.get $width) (i32.const 1))) (f64.min
          (f64.max (local.get $u_a) (local.get $u_b))
          (f64.max (local.get $v_a) (local.get $v_b))))))
        (if (f64.le (local.get $first) (local.get $last)) (then
          (local.set $count (i32.trunc_sat_f64_s (local.get $first)))
          (call $blend_row
            (i32.add (local.get $to) (i32.shl (local.get $count) (i32.const 2)))
            (i32.add (i32.sub (i32.trunc_sat_f64_s (local.get $last)) (local.get $count)) (i32.const 1))
            (local.get $from) (local.get $stride)
            (call $fixed (f64.add (local.get $u) (f64.mul (local.get $first) (local.get $du))))
            (call $fixed (f64.add (local.get $v) (f64.mul (local.get $first) (local.get $dv))))
            (call $fixed (local.get $du))
            (call $fixed (local.get $dv)))))
        (local.set $to (i32.add (local.get $to) (i32.shl (local.get $width) (i32.const 2))))
        (local.set $u (f64.add (local.get $u) (local.get $row_du)))
        (local.set $v (f64.add (local.get $v) (local.get $row_dv)))
        (local.set $y (i32.add (local.get $y) (i32.const 1)))
        (br $next)))))

  ;; With 16 bits of fraction.
  (func $fixed (param $value f64) (result i32)
    (i32.trunc_sat_f64_s (f64.nearest (f64.mul (local.get $value) (f64.const 65536)))))

  ;; Blends $count (at least 1) pixels in a row, two at a time: the pixels a and b.
  (func $blend_row
    (param $to i32) (param $count i32) (param $from i32) (param $stride i32)
    (param $u i32) (param $v i32) (param $du i32) (param $dv i32)
    (local $at v128) (local $step v128) (local $pitch v128) (local $whole v128) (local $fraction v128)
    (local $offsets i64) (local $a i32) (local $a_below i32) (local $b i32) (local $b_below i32)
    (local $left v128) (local $right v128) (local $color v128) (local $under v128)
    (local $mask i64) (local $pair i64)
    ;; u and v of a, u and v of b
    (local.set $at (i32x4.replace_lane 1 (i32x4.splat (local.get $u)) (local.get $v)))
    (local.set $step (i32x4.replace_lane 1 (i32x4.splat (local.get $du)) (local.get $dv)))
    (local.set $at (i8x16.shuffle 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 (local.get $at) (local.get $at)))
    (local.set $step (i8x16.shuffle 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 (local.get $step) (local.get $step)))
    (local.set $at (i32x4.add (local.get $at)
      (i8x16.shuffle 16 16 16 16 16 16 16 16 0 1 2 3 4 5 6 7 (local.get $step) (v128.const i64x2 0 0))))
    (local.set $step (i32x4.shl (local.get $step) (i32.const 1)))
    ;; bytes from one texel to the next in u and in v
    (local.set $pitch (i32x4.splat (i32.or (i32.const 4) (i32.shl (local.get $stride) (i32.const 16)))))
    (local.set $mask (i64.const -1))
    (loop $next
      (if (i32.eq (local.get $count) (i32.const 1)) (then
        ;; There is no b: it reads the same texels as a, and blends nothing.
        (local.set $at (i8x16.shuffle 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 (local.get $at) (local.get $at)))
        (local.set $mask (i64.const 0xffffffff))))
      ;; whole texels in 16 bits, then stride * v + 4 * u, of a and b
      (local.set $whole (i32x4.shr_s (local.get $at) (i32.const 16)))
      (local.set $offsets (i64x2.extract_lane 0 (i32x4.dot_i16x8_s
        (local.get $pitch) (i16x8.narrow_i32x4_s (local.get $whole) (local.get $whole)))))
      (local.set $a (i32.add (local.get $from) (i32.wrap_i64 (local.get $offsets))))
      (local.set $b (i32.add (local.get $from) (i32.wrap_i64 (i64.shr_u (local.get $offsets) (i64.const 32)))))
      (local.set $a_below (i32.add (local.get $a) (local.get $stride)))
      (local.set $b_below (i32.add (local.get $b) (local.get $stride)))
      ;; skips pixels with only transparent texels around them
      (if (i64.ne (i64.const 0) (i64.or
          (i64.or (i64.load (local.get $a)) (i64.load (local.get $a_below)))
          (i64.or (i64.load (local.get $b)) (i64.load (local.get $b_below))))) (then
        ;; fractions in 15 bits, as q15mulr takes them; no factor is ever -32768, so it is exact on every machine
        (local.set $fraction (i16x8.shr_u (local.get $at) (i32.const 1)))
        ;; between the upper and the lower two texels of a, then of b
        (local.set $left (v128.load8x8_u (local.get $a)))
        (local.set $left (i16x8.add (local.get $left) (i16x8.relaxed_q15mulr_s
          (i16x8.sub (v128.load8x8_u (local.get $a_below)) (local.get $left))
          (i8x16.shuffle 4 5 4 5 4 5 4 5 4 5 4 5 4 5 4 5 (local.get $fraction) (local.get $fraction)))))
        (local.set $right (v128.load8x8_u (local.get $b)))
        (local.set $right (i16x8.add (local.get $right) (i16x8.relaxed_q15mulr_s
          (i16x8.sub (v128.load8x8_u (local.get $b_below)) (local.get $right))
          (i8x16.shuffle 12 13 12 13 12 13 12 13 12 13 12 13 12 13 12 13 (local.get $fraction) (local.get $fraction)))))
        ;; between left and right, of a and b at once
        (local.set $color (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $left) (local.get $right)))
        (local.set $color (i16x8.add (local.get $color) (i16x8.relaxed_q15mulr_s
          (i16x8.sub
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $left) (local.get $right))
            (local.get $color))
          (i8x16.shuffle 0 1 0 1 0 1 0 1 8 9 8 9 8 9 8 9 (local.get $fraction) (local.get $fraction)))))
        (local.set $pair (i64.and (local.get $mask)
          (i64x2.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $color) (local.get $color)))))
        (if (i64.ne (i64.and (local.get $pair) (i64.const 0xff000000ff000000)) (i64.const 0xff000000ff000000)) (then
          ;; the picture below times (255 - alpha) / 255, rounded; and the colours again, which the mask may have changed
          (local.set $color (i16x8.extend_low_i8x16_u (i64x2.splat (local.get $pair))))
          (local.set $under (i16x8.add (i16x8.splat (i32.const 128)) (i16x8.mul
            (v128.load8x8_u (local.get $to))
            (i16x8.sub (i16x8.splat (i32.const 255))
              (i8x16.shuffle 6 7 6 7 6 7 6 7 14 15 14 15 14 15 14 15 (local.get $color) (local.get $color))))))
          (local.set $under (i16x8.shr_u
            (i16x8.add (local.get $under) (i16x8.shr_u (local.get $under) (i32.const 8))) (i32.const 8)))
          (local.set $color (i16x8.add (local.get $color) (local.get $under)))
          (local.set $pair (i64x2.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $color) (local.get $color))))))
        (i64.store (local.get $to) (local.get $pair))))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (local.set $at (i32x4.add (local.get $at) (local.get $step)))
      (br_if $next (i32.gt_s (local.tee $count (i32.sub (local.get $count) (i32.const 2))) (i32.const 0))))))
