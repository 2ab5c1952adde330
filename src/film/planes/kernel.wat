;; Converts pixels to planes of brightness and colour (BT.601, limited range): the inner loop of planes.ts.
;;
;; Pixels are 4 bytes (R, G, B, A), row by row from address 0. The planes follow them: Y of each pixel, then U, then V of
;; each square of four pixels. Four columns of two rows are converted at a time; the last four of a row may overlap the
;; four before them.
(module
  (import "env" "memory" (memory 1))

  ;; $width at least 4, $height: both even. Returns all pixels combined with "and": its highest byte is 255 if all are
  ;; opaque.
  (func (export "planes") (param $width i32) (param $height i32) (result i32)
    (local $area i32) (local $row i32) (local $x i32) (local $y i32) (local $pixels i32) (local $chroma i32)
    (local $upper v128) (local $lower v128) (local $all v128) (local $sums v128) (local $u v128) (local $v v128)
    (local $right v128)
    (local.set $area (i32.mul (local.get $width) (local.get $height)))
    (local.set $row (i32.shl (local.get $width) (i32.const 2)))
    (local.set $all (i32x4.splat (i32.const -1)))
    (loop $next_rows
      (local.set $x (i32.const 0))
      (loop $next
        (if (i32.gt_s (i32.add (local.get $x) (i32.const 4)) (local.get $width)) (then
          (local.set $x (i32.sub (local.get $width) (i32.const 4)))))
        (local.set $pixels (i32.shl
          (i32.add (i32.mul (local.get $y) (local.get $width)) (local.get $x)) (i32.const 2)))
        (local.set $upper (v128.load (local.get $pixels)))
        (local.set $lower (v128.load (i32.add (local.get $pixels) (local.get $row))))
        (local.set $all (v128.and (local.get $all) (v128.and (local.get $upper) (local.get $lower))))
        (call $store_luma (local.get $upper)
          (i32.add (i32.shl (local.get $area) (i32.const 2)) (i32.shr_u (local.get $pixels) (i32.const 2))))
        (call $store_luma (local.get $lower)
          (i32.add (i32.shl (local.get $area) (i32.const 2))
            (i32.shr_u (i32.add (local.get $pixels) (local.get $row)) (i32.const 2))))
        ;; the sums of four pixels, R G B A, of the left and the right square
        (local.set $sums (i16x8.add
          (i16x8.extend_low_i8x16_u (local.get $upper)) (i16x8.extend_low_i8x16_u (local.get $lower))))
        (local.set $right (i16x8.add
          (i16x8.extend_high_i8x16_u (local.get $upper)) (i16x8.extend_high_i8x16_u (local.get $lower))))
        (local.set $sums (i16x8.add
          (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sums) (local.get $right))
          (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sums) (local.get $right))))
        (local.set $u (i32x4.dot_i16x8_s (local.get $sums) (v128.const i16x8 -38 -74 112 0 -38 -74 112 0)))
        (local.set $v (i32x4.dot_i16x8_s (local.get $sums) (v128.const i16x8 112 -94 -18 0 112 -94 -18 0)))
        ;; U of both squares, then V of both
        (local.set $u (i32x4.add (i32x4.splat (i32.const 128)) (i32x4.shr_s
          (i32x4.add (i32x4.splat (i32.const 512)) (call $pairs (local.get $u) (local.get $v))) (i32.const 10))))
        (local.set $u (i16x8.narrow_i32x4_s (local.get $u) (local.get $u)))
        (local.set $u (i8x16.narrow_i16x8_u (local.get $u) (local.get $u)))
        (local.set $chroma (i32.add
          (i32.mul (local.get $area) (i32.const 5))
          (i32.shr_u (i32.add
            (i32.mul (i32.shr_u (local.get $y) (i32.const 1)) (local.get $width)) (local.get $x)) (i32.const 1))))
        (v128.store16_lane 0 (local.get $chroma) (local.get $u))
        (v128.store16_lane 1
          (i32.add (local.get $chroma) (i32.shr_u (local.get $area) (i32.const 2))) (local.get $u))
        (local.set $x (i32.add (local.get $x) (i32.const 4)))
        (br_if $next (i32.lt_s (local.get $x) (local.get $width))))
      (local.set $y (i32.add (local.get $y) (i32.const 2)))
      (br_if $next_rows (i32.lt_s (local.get $y) (local.get $height))))
    (local.set $all (v128.and (local.get $all)
      (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $all) (local.get $all))))
    (i32.and (i32x4.extract_lane 0 (local.get $all)) (i32x4.extract_lane 1 (local.get $all))))

  ;; Stores the brightness of four pixels.
  (func $store_luma (param $pixels v128) (param $to i32)
    (local $luma v128)
    (local.set $luma (call $pairs
      (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $pixels))
        (v128.const i16x8 66 129 25 0 66 129 25 0))
      (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $pixels))
        (v128.const i16x8 66 129 25 0 66 129 25 0))))
    (local.set $luma (i32x4.add (i32x4.splat (i32.const 16)) (i32x4.shr_u
      (i32x4.add (i32x4.splat (i32.const 128)) (local.get $luma)) (i32.const 8))))
    (local.set $luma (i16x8.narrow_i32x4_s (local.get $luma) (local.get $luma)))
    (v128.store32_lane 0 (local.get $to) (i8x16.narrow_i16x8_u (local.get $luma) (local.get $luma))))

  ;; The sums of neighbours: a0 + a1, a2 + a3, b0 + b1, b2 + b3.
  (func $pairs (param $a v128) (param $b v128) (result v128)
    (i32x4.add
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))))
