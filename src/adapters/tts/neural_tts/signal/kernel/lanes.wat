;; Moves the spectra of a frame from the network's output to lanes, one lane for each of four frames.
;;
;; A frame has five consecutive spectra with space for 608 numbers each: the logarithm of the harmonics'
;; amplitude, their phase before tanh, the logarithm of the noise's amplitude, and the logarithm of the amplitude and
;; the phase (radians) of the rest. In lanes a sixth follows: the harmonics' amplitude between the harmonics. 601
;; bins are used, 20 Hz wide.
(module
  (import "tth" "memory" (memory 1))

  ;; Constants. V8 builds a v128.const at every use, even in loops; it only reads a global.
  (global $last v128 (v128.const f32x4 600 600 600 600))
  (global $four v128 (v128.const f32x4 4 4 4 4))

  ;; Moves four consecutive frames of 3040 numbers into lanes.
  (func (export "interleave") (param $x i32) (param $out i32)
    (local $end i32) (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $u0 v128)
    (local $u1 v128) (local $u2 v128) (local $u3 v128)
    (local.set $end (i32.add (local.get $x) (i32.const 12160)))
    (loop $next
      (local.set $v0 (v128.load (local.get $x)))
      (local.set $v1 (v128.load offset=12160 (local.get $x)))
      (local.set $v2 (v128.load offset=24320 (local.get $x)))
      (local.set $v3 (v128.load offset=36480 (local.get $x)))
      (local.set $u0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v0) (local.get $v1)))
      (local.set $u1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v0) (local.get $v1)))
      (local.set $u2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v2) (local.get $v3)))
      (local.set $u3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v2) (local.get $v3)))
      (v128.store (local.get $out)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u0) (local.get $u2)))
      (v128.store offset=16 (local.get $out)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u0) (local.get $u2)))
      (v128.store offset=32 (local.get $out)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u1) (local.get $u3)))
      (v128.store offset=48 (local.get $out)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u1) (local.get $u3)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (br_if $next (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  ;; Moves the spectra of one frame at $x into the lane at $out, adapted to another pitch and another vocal tract: bin k
  ;; gets the value of bin k * $ratio. The harmonics' two spectra are valid only at multiples of their original pitch;
  ;; they are read there and interpolated linearly between. $pitch: that pitch in bins, 0 in unvoiced frames. Unless
  ;; $all is set, only the sixth spectrum is written. $points needs space for 8 bytes per harmonic and for four more
  ;; harmonics.
  (func (export "warp")
      (param $x i32) (param $pitch f32) (param $ratio f32) (param $all i32) (param $points i32) (param $out i32)
    (local $k v128) (local $end i32) (local $place v128) (local $inverse v128)
    (if
      (f32.gt (local.get $pitch) (f32.const 0))
      (then
        (call $read (local.get $x) (local.get $pitch) (local.get $points))
        (local.set $inverse (f32x4.splat (f32.div (f32.const 1) (local.get $pitch))))))
    (local.set $k (v128.const f32x4 0 1 2 3))
    (local.set $end (i32.add (local.get $out) (i32.const 9616)))
    (loop $next
      (local.set $place (f32x4.pmin (global.get $last) (f32x4.mul (f32x4.splat (local.get $ratio)) (local.get $k))))
      (if
        (local.get $all)
        (then
          (call $bins (i32.add (local.get $x) (i32.const 4864))
            (local.get $place)
            (i32.add (local.get $out) (i32.const 19456)))
          (call $bins (i32.add (local.get $x) (i32.const 7296))
            (local.get $place)
            (i32.add (local.get $out) (i32.const 29184)))))
      (if
        (f32.gt (local.get $pitch) (f32.const 0))
        (then
          (call $harmonics (local.get $points)
            (f32x4.mul (local.get $place) (local.get $inverse))
            (local.get $all)
            (local.get $out)))
        (else
          (call $bins (local.get $x) (local.get $place) (local.get $out))
          (call $bins (i32.add (local.get $x) (i32.const 2432))
            (local.get $place)
            (i32.add (local.get $out) (i32.const 9728)))))
      (local.set $k (f32x4.add (global.get $four) (local.get $k)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 64))) (local.get $end)))))

  ;; Interpolates a spectrum at four positions between bins into a lane. The number after the last bin is read with
  ;; weight 0.
  (func $bins (param $x i32) (param $place v128) (param $out i32)
    (local $at v128) (local $a v128) (local $b v128) (local $u v128)
    (local.set $u (f32x4.floor (local.get $place)))
    (local.set $at (i32x4.add (i32x4.splat (local.get $x)) (i32x4.shl (i32x4.relaxed_trunc_f32x4_s (local.get $u)) (i32.const 2))))
    (local.set $place (f32x4.sub (local.get $place) (local.get $u)))
    ;; Pairs of the number at a bin and the one at the next bin.
    (local.set $a (v128.load64_lane 1 (i32x4.extract_lane 1 (local.get $at))
        (v128.load64_zero (i32x4.extract_lane 0 (local.get $at)))))
    (local.set $b (v128.load64_lane 1 (i32x4.extract_lane 3 (local.get $at))
        (v128.load64_zero (i32x4.extract_lane 2 (local.get $at)))))
    (local.set $u (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b)))
    (local.set $b (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
    (call $put
      (f32x4.add (local.get $u) (f32x4.mul (local.get $place) (f32x4.sub (local.get $b) (local.get $u))))
      (local.get $out)))

  ;; Interpolates the harmonics' two spectra at four positions between harmonics.
  (func $harmonics (param $points i32) (param $place v128) (param $all i32) (param $out i32)
    (local $at v128) (local $v0 v128) (local $v1 v128) (local $v2 v128) (local $v3 v128) (local $u0 v128)
    (local $u1 v128) (local $u2 v128) (local $u3 v128)
    (local.set $u0 (f32x4.floor (local.get $place)))
    (local.set $at (i32x4.add (i32x4.splat (local.get $points))
        (i32x4.shl (i32x4.relaxed_trunc_f32x4_s (local.get $u0)) (i32.const 3))))
    (local.set $place (f32x4.sub (local.get $place) (local.get $u0)))
    (local.set $v0 (v128.load (i32x4.extract_lane 0 (local.get $at))))
    (local.set $v1 (v128.load (i32x4.extract_lane 1 (local.get $at))))
    (local.set $v2 (v128.load (i32x4.extract_lane 2 (local.get $at))))
    (local.set $v3 (v128.load (i32x4.extract_lane 3 (local.get $at))))
    (local.set $u0 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v0) (local.get $v1)))
    (local.set $u1 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v0) (local.get $v1)))
    (local.set $u2 (i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23 (local.get $v2) (local.get $v3)))
    (local.set $u3 (i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31 (local.get $v2) (local.get $v3)))
    (local.set $v0 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u0) (local.get $u2)))
    (local.set $v1 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u0) (local.get $u2)))
    (local.set $v2 (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $u1) (local.get $u3)))
    (local.set $v3 (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $u1) (local.get $u3)))
    (local.set $v0 (f32x4.add (local.get $v0) (f32x4.mul (local.get $place) (f32x4.sub (local.get $v2) (local.get $v0)))))
    (call $put (local.get $v0) (i32.add (local.get $out) (i32.const 48640)))
    (if
      (local.get $all)
      (then
        (call $put (local.get $v0) (local.get $out))
        (call $put
          (f32x4.add (local.get $v1) (f32x4.mul (local.get $place) (f32x4.sub (local.get $v3) (local.get $v1))))
          (i32.add (local.get $out) (i32.const 9728))))))

  ;; Moves four bins into a lane.
  (func $put (param $v v128) (param $out i32)
    (v128.store32_lane 0 (local.get $out) (local.get $v))
    (v128.store32_lane offset=16 1 (local.get $out) (local.get $v))
    (v128.store32_lane offset=32 2 (local.get $out) (local.get $v))
    (v128.store32_lane offset=48 3 (local.get $out) (local.get $v)))

  (func $between (param $a f32) (param $b f32) (param $share f32) (result f32)
    (f32.add (local.get $a) (f32.mul (local.get $share) (f32.sub (local.get $b) (local.get $a)))))

  ;; Reads the harmonics' two spectra at multiples of $pitch up to 11 kHz, into pairs of f32. The pair at index 0
  ;; repeats that of the first harmonic. Pairs after the last harmonic are interpolated linearly to the last bin.
  (func $read (param $x i32) (param $pitch f32) (param $points i32)
    (local $h i32) (local $last i32) (local $at i32) (local $to i32) (local $place f32) (local $share f32)
    (local.set $last (i32.trunc_sat_f32_u (f32.div (f32.const 550) (local.get $pitch))))
    (local.set $to (local.get $points))
    (loop $harmonic
      (local.set $h (i32.add (local.get $h) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (local.set $place (f32.mul (local.get $pitch) (f32.convert_i32_u (local.get $h))))
      (local.set $share (f32.sub (local.get $place) (f32.floor (local.get $place))))
      (local.set $at (i32.add (local.get $x) (i32.shl (i32.trunc_sat_f32_u (local.get $place)) (i32.const 2))))
      (f32.store (local.get $to)
        (call $between (f32.load (local.get $at)) (f32.load offset=4 (local.get $at)) (local.get $share)))
      (f32.store offset=4 (local.get $to)
        (call $between (f32.load offset=2432 (local.get $at))
          (f32.load offset=2436 (local.get $at))
          (local.get $share)))
      (br_if $harmonic (i32.lt_u (local.get $h) (local.get $last))))
    (f64.store (local.get $points) (f64.load offset=8 (local.get $points)))
    (local.set $at (local.get $to))
    (local.set $place (f32.div (f32.const 1)
        (f32.sub (f32.div (f32.const 600) (local.get $pitch)) (f32.convert_i32_u (local.get $last)))))
    (local.set $share (f32.const 0))
    (loop $beyond
      (local.set $share (f32.add (local.get $share) (local.get $place)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (f32.store (local.get $to)
        (call $between (f32.load (local.get $at)) (f32.load offset=2400 (local.get $x)) (local.get $share)))
      (f32.store offset=4 (local.get $to)
        (call $between (f32.load offset=4 (local.get $at)) (f32.load offset=4832 (local.get $x)) (local.get $share)))
      (br_if $beyond (f32.lt (local.get $share) (f32.const 1))))))
