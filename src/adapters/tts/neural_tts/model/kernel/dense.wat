;; Convolution over frames that repeat: frame_conv.ts says why. All numbers are f32.
;;
;; A packed matrix of k rows and n columns (n a multiple of 8): for each 8 columns, for each row, its 8 numbers.
(module
  (import "tth" "memory" (memory 1))

  ;; Multiplies rows of $k numbers by a packed matrix: $out are rows of $n numbers.
  ;; Four rows are multiplied at a time: behind the last row there is room for three more, in $x and in $out.
  (func (export "multiply")
      (param $x i32) (param $rows i32) (param $k i32) (param $matrix i32) (param $n i32) (param $out i32)
    (local $width i32) (local $stride i32) (local $columns i32) (local $r i32) (local $end i32) (local $x0 i32)
    (local $x1 i32) (local $x2 i32) (local $x3 i32) (local $w i32) (local $to i32) (local $w0 v128) (local $w1 v128)
    (local $v v128) (local $a0 v128) (local $a1 v128) (local $b0 v128) (local $b1 v128) (local $c0 v128)
    (local $c1 v128) (local $d0 v128) (local $d1 v128)
    (local.set $width (i32.shl (local.get $k) (i32.const 2)))
    (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
    (local.set $columns (i32.shr_u (local.get $n) (i32.const 3)))
    (loop $block
      (local.set $r (i32.const 0))
      (loop $row
        (local.set $x0 (i32.add (local.get $x) (i32.mul (local.get $r) (local.get $width))))
        (local.set $x1 (i32.add (local.get $x0) (local.get $width)))
        (local.set $x2 (i32.add (local.get $x1) (local.get $width)))
        (local.set $x3 (i32.add (local.get $x2) (local.get $width)))
        (local.set $end (local.get $x1))
        (local.set $w (local.get $matrix))
        (local.set $a0 (v128.const f32x4 0 0 0 0))
        (local.set $a1 (v128.const f32x4 0 0 0 0))
        (local.set $b0 (v128.const f32x4 0 0 0 0))
        (local.set $b1 (v128.const f32x4 0 0 0 0))
        (local.set $c0 (v128.const f32x4 0 0 0 0))
        (local.set $c1 (v128.const f32x4 0 0 0 0))
        (local.set $d0 (v128.const f32x4 0 0 0 0))
        (local.set $d1 (v128.const f32x4 0 0 0 0))
        (loop $dot
          (local.set $w0 (v128.load (local.get $w)))
          (local.set $w1 (v128.load offset=16 (local.get $w)))
          (local.set $v (v128.load32_splat (local.get $x0)))
          (local.set $a0 (f32x4.add (local.get $a0) (f32x4.mul (local.get $w0) (local.get $v))))
          (local.set $a1 (f32x4.add (local.get $a1) (f32x4.mul (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x1)))
          (local.set $b0 (f32x4.add (local.get $b0) (f32x4.mul (local.get $w0) (local.get $v))))
          (local.set $b1 (f32x4.add (local.get $b1) (f32x4.mul (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x2)))
          (local.set $c0 (f32x4.add (local.get $c0) (f32x4.mul (local.get $w0) (local.get $v))))
          (local.set $c1 (f32x4.add (local.get $c1) (f32x4.mul (local.get $w1) (local.get $v))))
          (local.set $v (v128.load32_splat (local.get $x3)))
          (local.set $d0 (f32x4.add (local.get $d0) (f32x4.mul (local.get $w0) (local.get $v))))
          (local.set $d1 (f32x4.add (local.get $d1) (f32x4.mul (local.get $w1) (local.get $v))))
          (local.set $w (i32.add (local.get $w) (i32.const 32)))
          (local.set $x1 (i32.add (local.get $x1) (i32.const 4)))
          (local.set $x2 (i32.add (local.get $x2) (i32.const 4)))
          (local.set $x3 (i32.add (local.get $x3) (i32.const 4)))
          (br_if $dot (i32.lt_u (local.tee $x0 (i32.add (local.get $x0) (i32.const 4))) (local.get $end))))
        (local.set $to (i32.add (local.get $out) (i32.mul (local.get $r) (local.get $stride))))
        (v128.store (local.get $to) (local.get $a0))
        (v128.store offset=16 (local.get $to) (local.get $a1))
        (v128.store (local.tee $to (i32.add (local.get $to) (local.get $stride))) (local.get $b0))
        (v128.store offset=16 (local.get $to) (local.get $b1))
        (v128.store (local.tee $to (i32.add (local.get $to) (local.get $stride))) (local.get $c0))
        (v128.store offset=16 (local.get $to) (local.get $c1))
        (v128.store (local.tee $to (i32.add (local.get $to) (local.get $stride))) (local.get $d0))
        (v128.store offset=16 (local.get $to) (local.get $d1))
        (br_if $row (i32.lt_u (local.tee $r (i32.add (local.get $r) (i32.const 4))) (local.get $rows))))
      (local.set $matrix (local.get $w))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $block (local.tee $columns (i32.sub (local.get $columns) (i32.const 1))))))

  ;; Makes rows of a convolution from products that were made before. Row r of $out is $bias and, for each tap, the tap's
  ;; part of a product: $parts holds the product's address of row (r + tap), i32. A product is a row of $n numbers for each
  ;; tap.
  (func (export "gather")
      (param $parts i32) (param $rows i32) (param $taps i32) (param $n i32) (param $bias i32) (param $out i32)
    (local $stride i32) (local $at i32) (local $tap i32) (local $from i32) (local $offset i32) (local $sum v128)
    (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      (local.set $at (i32.const 0))
      (loop $column
        (local.set $sum (v128.load (i32.add (local.get $bias) (local.get $at))))
        (local.set $offset (local.get $at))
        (local.set $from (local.get $parts))
        (local.set $tap (local.get $taps))
        (loop $taps
          (local.set $sum (f32x4.add (local.get $sum) (v128.load (i32.add (i32.load (local.get $from)) (local.get $offset)))))
          (local.set $offset (i32.add (local.get $offset) (local.get $stride)))
          (local.set $from (i32.add (local.get $from) (i32.const 4)))
          (br_if $taps (local.tee $tap (i32.sub (local.get $tap) (i32.const 1)))))
        (v128.store (i32.add (local.get $out) (local.get $at)) (local.get $sum))
        (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stride))))
      (local.set $parts (i32.add (local.get $parts) (i32.const 4)))
      (local.set $out (i32.add (local.get $out) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1))))))

  ;; Adds the convolution of a single channel to rows of $n numbers. Row r of $out gains, for each tap, number (r + tap) of
  ;; $x times the tap's row of $weights.
  (func (export "blend")
      (param $x i32) (param $rows i32) (param $taps i32) (param $n i32) (param $weights i32) (param $out i32)
    (local $stride i32) (local $at i32) (local $tap i32) (local $from i32) (local $weight i32) (local $sum v128)
    (local.set $stride (i32.shl (local.get $n) (i32.const 2)))
    (loop $row
      (local.set $at (i32.const 0))
      (loop $column
        (local.set $sum (v128.load (i32.add (local.get $out) (local.get $at))))
        (local.set $weight (i32.add (local.get $weights) (local.get $at)))
        (local.set $from (local.get $x))
        (local.set $tap (local.get $taps))
        (loop $taps
          (local.set $sum (f32x4.add (local.get $sum)
              (f32x4.mul (v128.load (local.get $weight)) (v128.load32_splat (local.get $from)))))
          (local.set $weight (i32.add (local.get $weight) (local.get $stride)))
          (local.set $from (i32.add (local.get $from) (i32.const 4)))
          (br_if $taps (local.tee $tap (i32.sub (local.get $tap) (i32.const 1)))))
        (v128.store (i32.add (local.get $out) (local.get $at)) (local.get $sum))
        (br_if $column (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $stride))))
      (local.set $x (i32.add (local.get $x) (i32.const 4)))
      (local.set $out (i32.add (local.get $out) (local.get $stride)))
      (br_if $row (local.tee $rows (i32.sub (local.get $rows) (i32.const 1)))))))
