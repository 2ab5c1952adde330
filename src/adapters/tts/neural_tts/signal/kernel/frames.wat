;; From samples to the input of a Fourier transform and back, for four frames at a time, one in each lane.
;;
;; A frame is 1200 samples, and starts 300 samples after the previous one. Samples are f32. Values in lanes
;; are f32x4.
(module
  (import "tth" "memory" (memory 1))

  ;; Constants. V8 builds a v128.const at every use, even in loops; it only reads a global.
  (global $half v128 (v128.const f32x4 0.5 0.5 0.5 0.5))
  (global $knee v128 (v128.const f32x4 0.875 0.875 0.875 0.875))
  (global $steep v128 (v128.const f32x4 8 8 8 8))
  (global $above v128 (v128.const f32x4 0.125 0.125 0.125 0.125))
  (global $one v128 (v128.const f32x4 1 1 1 1))
  (global $peak v128 (v128.const f32x4 32767 32767 32767 32767))
  (global $sign v128 (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))

  ;; Puts the frames that begin at $samples into lanes: number n of $out is sample n of each frame times number n of
  ;; $window.
  (func (export "cut") (param $samples i32) (param $window i32) (param $out i32)
    (local $end i32) (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $u0 v128)
    (local $u1 v128) (local $u2 v128) (local $u3 v128)
    (local.set $end (i32.add (local.get $samples) (i32.const 4800)))
    (loop $next
      (local.set $u0 (v128.load (local.get $window)))
      (local.set $v0 (f32x4.mul (local.get $u0) (v128.load (local.get $samples))))
      (local.set $v1 (f32x4.mul (local.get $u0) (v128.load offset=1200 (local.get $samples))))
      (local.set $v2 (f32x4.mul (local.get $u0) (v128.load offset=2400 (local.get $samples))))
      (local.set $v3 (f32x4.mul (local.get $u0) (v128.load offset=3600 (local.get $samples))))
      (local.set $u0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v0) (local.get $v1)))
      (local.set $u1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v0) (local.get $v1)))
      (local.set $u2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v2) (local.get $v3)))
      (local.set $u3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v2) (local.get $v3)))
      (local.set $v0 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u0) (local.get $u2)))
      (local.set $v1 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u0) (local.get $u2)))
      (local.set $v2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u1) (local.get $u3)))
      (local.set $v3 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u1) (local.get $u3)))
      (v128.store (local.get $out) (local.get $v0))
      (v128.store offset=16 (local.get $out) (local.get $v1))
      (v128.store offset=32 (local.get $out) (local.get $v2))
      (v128.store offset=48 (local.get $out) (local.get $v3))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $samples (i32.add (local.get $samples) (i32.const 16))) (local.get $end)))))

  ;; Adds four frames from lanes to $samples: the first at that address, each other one 300 samples later, all times
  ;; $window.
  (func (export "overlapAdd") (param $x i32) (param $window i32) (param $samples i32)
    (local $end i32) (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $u0 v128)
    (local $u1 v128) (local $u2 v128) (local $u3 v128)
    (local.set $end (i32.add (local.get $samples) (i32.const 4800)))
    (loop $next
      (local.set $v0 (v128.load (local.get $x)))
      (local.set $v1 (v128.load offset=16 (local.get $x)))
      (local.set $v2 (v128.load offset=32 (local.get $x)))
      (local.set $v3 (v128.load offset=48 (local.get $x)))
      (local.set $u0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v0) (local.get $v1)))
      (local.set $u1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v0) (local.get $v1)))
      (local.set $u2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v2) (local.get $v3)))
      (local.set $u3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v2) (local.get $v3)))
      (local.set $v0 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u0) (local.get $u2)))
      (local.set $v1 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u0) (local.get $u2)))
      (local.set $v2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u1) (local.get $u3)))
      (local.set $v3 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u1) (local.get $u3)))
      (local.set $u0 (v128.load (local.get $window)))
      (v128.store (local.get $samples)
        (f32x4.add (v128.load (local.get $samples)) (f32x4.mul (local.get $u0) (local.get $v0))))
      (v128.store offset=1200 (local.get $samples)
        (f32x4.add (v128.load offset=1200 (local.get $samples)) (f32x4.mul (local.get $u0) (local.get $v1))))
      (v128.store offset=2400 (local.get $samples)
        (f32x4.add (v128.load offset=2400 (local.get $samples)) (f32x4.mul (local.get $u0) (local.get $v2))))
      (v128.store offset=3600 (local.get $samples)
        (f32x4.add (v128.load offset=3600 (local.get $samples)) (f32x4.mul (local.get $u0) (local.get $v3))))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (local.set $x (i32.add (local.get $x) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $samples (i32.add (local.get $samples) (i32.const 16))) (local.get $end)))))

  ;; Turns a transform of 600 complex numbers z[n] = x[2 n] + i x[2 n + 1] at $x into the first 601 numbers of the
  ;; transform of the 1200 real x, at $y. $twiddles: exp(-2 pi i k / 1200) as pairs of f32, k = 0..300.
  (func (export "unpack") (param $x i32) (param $y i32) (param $twiddles i32)
    (local $i i32) (local $j i32) (local $to i32) (local $ar v128) (local $ai v128) (local $br v128) (local $bi v128)
    (local $wr v128) (local $wi v128) (local $sr v128) (local $si v128) (local $dr v128) (local $di v128)
    ;; The number after the last is the first.
    (memory.copy (i32.add (local.get $x) (i32.const 19200)) (local.get $x) (i32.const 32))
    (local.set $j (i32.add (local.get $x) (i32.const 19200)))
    (local.set $to (i32.add (local.get $y) (i32.const 19200)))
    (loop $pair
      (local.set $ar (f32x4.mul (global.get $half) (v128.load (local.get $x))))
      (local.set $ai (f32x4.mul (global.get $half) (v128.load offset=16 (local.get $x))))
      (local.set $br (f32x4.mul (global.get $half) (v128.load (local.get $j))))
      (local.set $bi (f32x4.mul (global.get $half) (v128.load offset=16 (local.get $j))))
      (local.set $wr (v128.load32_splat (local.get $twiddles)))
      (local.set $wi (v128.load32_splat offset=4 (local.get $twiddles)))
      ;; The transform of the even x, and that of the odd times -i: s and d.
      (local.set $sr (f32x4.add (local.get $ar) (local.get $br)))
      (local.set $si (f32x4.sub (local.get $ai) (local.get $bi)))
      (local.set $dr (f32x4.add (local.get $ai) (local.get $bi)))
      (local.set $di (f32x4.sub (local.get $br) (local.get $ar)))
      (local.set $ar (f32x4.sub (f32x4.mul (local.get $dr) (local.get $wr)) (f32x4.mul (local.get $di) (local.get $wi))))
      (local.set $ai (f32x4.add (f32x4.mul (local.get $dr) (local.get $wi)) (f32x4.mul (local.get $di) (local.get $wr))))
      (v128.store (local.get $y) (f32x4.add (local.get $sr) (local.get $ar)))
      (v128.store offset=16 (local.get $y) (f32x4.add (local.get $si) (local.get $ai)))
      (v128.store (local.get $to) (f32x4.sub (local.get $sr) (local.get $ar)))
      (v128.store offset=16 (local.get $to) (f32x4.sub (local.get $ai) (local.get $si)))
      (local.set $twiddles (i32.add (local.get $twiddles) (i32.const 8)))
      (local.set $j (i32.sub (local.get $j) (i32.const 32)))
      (local.set $y (i32.add (local.get $y) (i32.const 32)))
      (local.set $to (i32.sub (local.get $to) (i32.const 32)))
      (local.set $x (i32.add (local.get $x) (i32.const 32)))
      (br_if $pair (i32.le_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 300)))))

  ;; The inverse: turns 601 numbers of a transform at $x into 600 complex numbers at $y. Their transform (the same as
  ;; above, not the inverse) is 600 (x[2 n] - i x[2 n + 1]). The imaginary parts of the first and the last number at $x
  ;; are set to 0.
  (func (export "pack") (param $x i32) (param $y i32) (param $twiddles i32)
    (local $i i32) (local $j i32) (local $to i32) (local $ar v128) (local $ai v128) (local $br v128) (local $bi v128)
    (local $wr v128) (local $wi v128) (local $sr v128) (local $si v128) (local $dr v128) (local $di v128)
    (local.set $j (i32.add (local.get $x) (i32.const 19200)))
    (local.set $to (i32.add (local.get $y) (i32.const 19200)))
    (v128.store offset=16 (local.get $x) (v128.const f32x4 0 0 0 0))
    (v128.store offset=16 (local.get $j) (v128.const f32x4 0 0 0 0))
    (loop $pair
      (local.set $ar (f32x4.mul (global.get $half) (v128.load (local.get $x))))
      (local.set $ai (f32x4.mul (global.get $half) (v128.load offset=16 (local.get $x))))
      (local.set $br (f32x4.mul (global.get $half) (v128.load (local.get $j))))
      (local.set $bi (f32x4.mul (global.get $half) (v128.load offset=16 (local.get $j))))
      (local.set $wr (v128.load32_splat (local.get $twiddles)))
      (local.set $wi (v128.load32_splat offset=4 (local.get $twiddles)))
      (local.set $sr (f32x4.add (local.get $ar) (local.get $br)))
      (local.set $si (f32x4.sub (local.get $ai) (local.get $bi)))
      (local.set $dr (f32x4.sub (local.get $ar) (local.get $br)))
      (local.set $di (f32x4.add (local.get $ai) (local.get $bi)))
      ;; i times the difference times the conjugate factor.
      (local.set $ar (f32x4.sub (f32x4.mul (local.get $dr) (local.get $wi)) (f32x4.mul (local.get $di) (local.get $wr))))
      (local.set $ai (f32x4.add (f32x4.mul (local.get $dr) (local.get $wr)) (f32x4.mul (local.get $di) (local.get $wi))))
      (v128.store (local.get $y) (f32x4.add (local.get $sr) (local.get $ar)))
      (v128.store offset=16 (local.get $y) (f32x4.neg (f32x4.add (local.get $si) (local.get $ai))))
      (v128.store (local.get $to) (f32x4.sub (local.get $sr) (local.get $ar)))
      (v128.store offset=16 (local.get $to) (f32x4.sub (local.get $si) (local.get $ai)))
      (local.set $twiddles (i32.add (local.get $twiddles) (i32.const 8)))
      (local.set $j (i32.sub (local.get $j) (i32.const 32)))
      (local.set $y (i32.add (local.get $y) (i32.const 32)))
      (local.set $to (i32.sub (local.get $to) (i32.const 32)))
      (local.set $x (i32.add (local.get $x) (i32.const 32)))
      (br_if $pair (i32.le_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 300)))))

  ;; Turns $count samples (a multiple of 4) of -1..1 into integers of 16 bits. Magnitudes above 0.875 are compressed so that
  ;; they approach 1 but never reach it. Returns their number.
  (func (export "finish") (param $samples i32) (param $count i32) (param $out i32) (result i32)
    (local $end i32) (local $x v128) (local $bent v128)
    (local.set $end (i32.add (local.get $samples) (i32.shl (local.get $count) (i32.const 2))))
    (loop $next
      (local.set $x (v128.load (local.get $samples)))
      (local.set $bent (i32x4.sub (local.get $bent) (f32x4.gt (f32x4.abs (local.get $x)) (global.get $knee))))
      (local.set $x (call $bend (local.get $x)))
      (v128.store64_lane 0 (local.get $out) (i16x8.narrow_i32x4_s (local.get $x) (local.get $x)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $next (i32.lt_u (local.tee $samples (i32.add (local.get $samples) (i32.const 16))) (local.get $end))))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $bent)) (i32x4.extract_lane 1 (local.get $bent)))
      (i32.add (i32x4.extract_lane 2 (local.get $bent)) (i32x4.extract_lane 3 (local.get $bent)))))

  (func $bend (param $x v128) (result v128)
    (local $size v128) (local $over v128)
    (local.set $size (f32x4.abs (local.get $x)))
    ;; u, the excess over the knee as a share of the range from the knee to 1, becomes u / (1 + u).
    (local.set $over (f32x4.mul (global.get $steep)
        (f32x4.pmax (v128.const f32x4 0 0 0 0) (f32x4.sub (local.get $size) (global.get $knee)))))
    (local.set $size (f32x4.add (f32x4.pmin (local.get $size) (global.get $knee))
        (f32x4.mul (global.get $above) (f32x4.div (local.get $over) (f32x4.add (global.get $one) (local.get $over))))))
    (i32x4.relaxed_trunc_f32x4_s (f32x4.nearest (f32x4.mul (global.get $peak) (v128.or (local.get $size) (v128.and (global.get $sign) (local.get $x))))))))
