;; Attention of one head: softmax(queries * keys / sqrt(size)) * values. attention.ts calls these steps in order.
;;
;; Products use 16-bit integers. Their packed matrix of k rows and n columns (k even, n a multiple of
;; 8): for each 8 columns, for each 2 rows, the 2 numbers of the first column, those of the second, and so on.
(module
  (import "tth" "memory" (memory 1))

  ;; Constants. V8 builds a v128.const at every use, even in loops; it only reads a global.
  (global $bias v128 (v128.const i32x4 127 127 127 127))
  (global $log2e v128 (v128.const f32x4 1.442695 1.442695 1.442695 1.442695))
  (global $e0 v128 (v128.const f32x4 0.9999992 0.9999992 0.9999992 0.9999992))
  (global $e1 v128 (v128.const f32x4 0.69312173 0.69312173 0.69312173 0.69312173))
  (global $e2 v128 (v128.const f32x4 0.24024767 0.24024767 0.24024767 0.24024767))
  (global $e3 v128 (v128.const f32x4 0.055918247 0.055918247 0.055918247 0.055918247))
  (global $e4 v128 (v128.const f32x4 0.009569675 0.009569675 0.009569675 0.009569675))
  (global $least v128 (v128.const f32x4 -126 -126 -126 -126))

  ;; The largest magnitude in $rows rows of $n f32 numbers (a multiple of 4) that start $stride bytes apart.
  (func (export "maxAbs") (param $x i32) (param $rows i32) (param $n i32) (param $stride i32) (result f32)
    (local $at i32) (local $most v128)
    (local.set $n (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      (local.set $at (i32.const 0))
      (loop $next
        (local.set $most (f32x4.pmax (local.get $most) (f32x4.abs (v128.load (i32.add (local.get $x) (local.get $at))))))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $n))))
      (local.set $x (i32.add (local.get $x) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))
    (f32.max
      (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
      (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most)))))

  ;; Eight numbers times $factor, as integers.
  (func $eight (param $x i32) (param $factor v128) (result v128)
    (i16x8.narrow_i32x4_s
      (i32x4.relaxed_trunc_f32x4_s (f32x4.nearest (f32x4.mul (local.get $factor) (v128.load (local.get $x)))))
      (i32x4.relaxed_trunc_f32x4_s (f32x4.nearest (f32x4.mul (local.get $factor) (v128.load offset=16 (local.get $x)))))))

  ;; Writes $rows rows of $n numbers (a multiple of 8) as rows of integers.
  (func (export "packQueries")
      (param $x i32) (param $rows i32) (param $n i32) (param $stride i32) (param $factor f32) (param $out i32)
    (local $at i32)
    (local.set $n (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      (local.set $at (i32.const 0))
      (loop $next
        (v128.store (local.get $out)
          (call $eight (i32.add (local.get $x) (local.get $at)) (f32x4.splat (local.get $factor))))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $n))))
      (local.set $x (i32.add (local.get $x) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; Packs rows as the columns of a matrix with $n rows; columns that pad the last 8 keep their old values.
  (func (export "packKeys")
      (param $x i32) (param $rows i32) (param $n i32) (param $stride i32) (param $factor f32) (param $out i32)
    (local $r i32) (local $at i32) (local $to i32) (local $v v128)
    (local.set $n (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      ;; A column of 8 takes 4 * n bytes of integers, 16 bytes for each of its row pairs.
      (local.set $to (i32.add (local.get $out)
          (i32.add
            (i32.mul (i32.shl (i32.shr_u (local.get $r) (i32.const 3)) (i32.const 2)) (local.get $n))
            (i32.shl (i32.and (local.get $r) (i32.const 7)) (i32.const 2)))))
      (local.set $at (i32.const 0))
      (loop $next
        (local.set $v (call $eight (i32.add (local.get $x) (local.get $at)) (f32x4.splat (local.get $factor))))
        (i32.store (local.get $to) (i32x4.extract_lane 0 (local.get $v)))
        (i32.store offset=32 (local.get $to) (i32x4.extract_lane 1 (local.get $v)))
        (i32.store offset=64 (local.get $to) (i32x4.extract_lane 2 (local.get $v)))
        (i32.store offset=96 (local.get $to) (i32x4.extract_lane 3 (local.get $v)))
        (local.set $to (i32.add (local.get $to) (i32.const 128)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $n))))
      (local.set $x (i32.add (local.get $x) (local.get $stride)))
      (br_if $row (i32.lt_u (local.tee $r (i32.add (local.get $r) (i32.const 1))) (local.get $rows)))))

  ;; Packs an even number of rows of $n numbers (a multiple of 8) as a matrix. $space: bytes of 8 columns.
  (func (export "packValues")
      (param $x i32) (param $rows i32) (param $n i32) (param $stride i32) (param $factor f32) (param $space i32)
      (param $out i32)
    (local $at i32) (local $to i32) (local $v v128) (local $w v128)
    (local.set $n (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      (local.set $to (local.get $out))
      (local.set $at (i32.const 0))
      (loop $next
        (local.set $v (call $eight (i32.add (local.get $x) (local.get $at)) (f32x4.splat (local.get $factor))))
        (local.set $w (call $eight
            (i32.add (i32.add (local.get $x) (local.get $stride)) (local.get $at))
            (f32x4.splat (local.get $factor))))
        (v128.store (local.get $to)
          (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $v) (local.get $w)))
        (v128.store offset=16 (local.get $to)
          (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $v) (local.get $w)))
        (local.set $to (i32.add (local.get $to) (local.get $space)))
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $n))))
      (local.set $x (i32.add (local.get $x) (i32.shl (local.get $stride) (i32.const 1))))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 2))))))

  ;; Multiplies rows of $k integers by a packed matrix; row r of the f32 products, times $factor, is written to $out and
  ;; $stride bytes times r. Four rows are multiplied at a time: there must be space for three more after the last.
  (func (export "multiply")
      (param $x i32) (param $rows i32) (param $k i32) (param $matrix i32) (param $n i32) (param $factor f32)
      (param $out i32) (param $stride i32)
    (local $columns i32) (local $r i32) (local $end i32) (local $f v128) (local $x0 i32) (local $x1 i32)
    (local $x2 i32) (local $x3 i32) (local $w i32) (local $to i32) (local $w0 v128) (local $w1 v128) (local $v v128)
    (local $a0 v128) (local $a1 v128) (local $b0 v128) (local $b1 v128) (local $c0 v128) (local $c1 v128)
    (local $d0 v128) (local $d1 v128)
    (local.set $f (f32x4.splat (local.get $factor)))
    (local.set $k (i32.shl (local.get $k) (i32.const 1)))
    (local.set $columns (i32.shr_u (local.get $n) (i32.const 3)))
    (loop $block
      (local.set $r (i32.const 0))
      (loop $row
        (local.set $x0 (i32.add (local.get $x) (i32.mul (local.get $r) (local.get $k))))
        (local.set $x1 (i32.add (local.get $x0) (local.get $k)))
        (local.set $x2 (i32.add (local.get $x1) (local.get $k)))
        (local.set $x3 (i32.add (local.get $x2) (local.get $k)))
        (local.set $end (local.get $x1))
        (local.set $w (local.get $matrix))
        (local.set $a0 (v128.const i32x4 0 0 0 0))
        (local.set $a1 (v128.const i32x4 0 0 0 0))
        (local.set $b0 (v128.const i32x4 0 0 0 0))
        (local.set $b1 (v128.const i32x4 0 0 0 0))
        (local.set $c0 (v128.const i32x4 0 0 0 0))
        (local.set $c1 (v128.const i32x4 0 0 0 0))
        (local.set $d0 (v128.const i32x4 0 0 0 0))
        (local.set $d1 (v128.const i32x4 0 0 0 0))
        (loop $dot
          (local.set $w0 (v128.load (local.get $w)))
          (local.set $w1 (v128.load offset=16 (local.get $w)))
          (local.set $v (v128.load32_splat (local.get $x0)))
          (local.set $a0 (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (local.get $w0) (local.get $v))))
          (local.set $a1 (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x1)))
          (local.set $b0 (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (local.get $w0) (local.get $v))))
          (local.set $b1 (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x2)))
          (local.set $c0 (i32x4.add (local.get $c0) (i32x4.dot_i16x8_s (local.get $w0) (local.get $v))))
          (local.set $c1 (i32x4.add (local.get $c1) (i32x4.dot_i16x8_s (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x3)))
          (local.set $d0 (i32x4.add (local.get $d0) (i32x4.dot_i16x8_s (local.get $w0) (local.get $v))))
          (local.set $d1 (i32x4.add (local.get $d1) (i32x4.dot_i16x8_s (local.get $w1) (local.get $v))))
          (local.set $w (i32.add (local.get $w) (i32.const 32)))
          (local.set $x1 (i32.add (local.get $x1) (i32.const 4)))
          (local.set $x2 (i32.add (local.get $x2) (i32.const 4)))
          (local.set $x3 (i32.add (local.get $x3) (i32.const 4)))
          (br_if $dot (i32.lt_u (local.tee $x0 (i32.add (local.get $x0) (i32.const 4))) (local.get $end))))
        (local.set $to (i32.add (local.get $out) (i32.mul (local.get $r) (local.get $stride))))
        (call $store2 (local.get $to) (local.get $a0) (local.get $a1) (local.get $f))
        (call $store2
          (local.tee $to (i32.add (local.get $to) (local.get $stride)))
          (local.get $b0)
          (local.get $b1)
          (local.get $f))
        (call $store2
          (local.tee $to (i32.add (local.get $to) (local.get $stride)))
          (local.get $c0)
          (local.get $c1)
          (local.get $f))
        (call $store2 (i32.add (local.get $to) (local.get $stride)) (local.get $d0) (local.get $d1) (local.get $f))
        (br_if $row (i32.lt_u (local.tee $r (i32.add (local.get $r) (i32.const 4))) (local.get $rows))))
      (local.set $matrix (local.get $w))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $block (local.tee $columns (i32.sub (local.get $columns) (i32.const 1))))))

  (func $store2 (param $to i32) (param $v v128) (param $w v128) (param $factor v128)
    (v128.store (local.get $to) (f32x4.mul (f32x4.convert_i32x4_s (local.get $v)) (local.get $factor)))
    (v128.store offset=16 (local.get $to) (f32x4.mul (f32x4.convert_i32x4_s (local.get $w)) (local.get $factor))))

  ;; exp(x) for x <= 0: 2^whole * 2^rest, the latter by a polynomial; relative error 3e-6.
  (func $exp (param $x v128) (result v128)
    (local $t v128) (local $whole v128)
    (local.set $t (f32x4.pmax (global.get $least) (f32x4.mul (local.get $x) (global.get $log2e))))
    (local.set $whole (f32x4.nearest (local.get $t)))
    (local.set $t (f32x4.sub (local.get $t) (local.get $whole)))
    (f32x4.mul
      (i32x4.shl (i32x4.add (global.get $bias) (i32x4.relaxed_trunc_f32x4_s (local.get $whole))) (i32.const 23))
      (f32x4.add (global.get $e0)
        (f32x4.mul (local.get $t)
          (f32x4.add (global.get $e1)
            (f32x4.mul (local.get $t)
              (f32x4.add (global.get $e2)
                (f32x4.mul (local.get $t) (f32x4.add (global.get $e3) (f32x4.mul (local.get $t) (global.get $e4)))))))))))

  ;; Turns each row of $n numbers (a multiple of 8) into integers in proportion to their exponential functions, with the
  ;; sum 32767, apart from rounding. Numbers from $used on are set to 0.
  (func (export "softmax") (param $x i32) (param $rows i32) (param $used i32) (param $n i32) (param $out i32)
    (local $stride i32) (local $at i32) (local $most v128) (local $sum v128) (local $v v128)
    (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
    (local.set $used (i32.shl (local.get $used) (i32.const 2)))
    (loop $row
      (local.set $at (local.get $used))
      (block $full
        (br_if $full (i32.ge_u (local.get $at) (local.get $stride)))
        (loop $void
          (f32.store (i32.add (local.get $x) (local.get $at)) (f32.const -1e30))
          (br_if $void (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $stride)))))
      (local.set $most (v128.load (local.get $x)))
      (local.set $at (i32.const 16))
      (loop $peak
        (local.set $most (f32x4.pmax (local.get $most) (v128.load (i32.add (local.get $x) (local.get $at)))))
        (br_if $peak (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stride))))
      (local.set $most (f32x4.splat (f32.max
            (f32.max (f32x4.extract_lane 0 (local.get $most)) (f32x4.extract_lane 1 (local.get $most)))
            (f32.max (f32x4.extract_lane 2 (local.get $most)) (f32x4.extract_lane 3 (local.get $most))))))
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $at (i32.const 0))
      (loop $exponential
        (local.set $v (call $exp (f32x4.sub (v128.load (i32.add (local.get $x) (local.get $at))) (local.get $most))))
        (v128.store (i32.add (local.get $x) (local.get $at)) (local.get $v))
        (local.set $sum (f32x4.add (local.get $sum) (local.get $v)))
        (br_if $exponential (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stride))))
      (local.set $sum (f32x4.splat (f32.div (f32.const 32767)
            (f32.add
              (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
              (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))))
      (local.set $at (i32.const 0))
      (loop $share
        (v128.store (local.get $out) (call $eight (i32.add (local.get $x) (local.get $at)) (local.get $sum)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br_if $share (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 32))) (local.get $stride))))
      (local.set $x (i32.add (local.get $x) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
