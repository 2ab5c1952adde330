;; Excitation and spectra of a voice: what is added up to the spectrum that becomes sound. spectra.ts knows the order.
;;
;; Four frames are processed at a time, one in each lane. Their five spectra, as the network gives them, are one behind the
;; other with room for 608 bins each: the logarithm of the harmonics' amplitude, their phase before tanh, the logarithm of the
;; noise's amplitude, and the logarithm of the amplitude and the phase (radians) of what is left. In lanes a sixth follows: the
;; harmonics' amplitude between the harmonics. 601 bins are used, 20 Hz wide.
(module (import "tth" "memory" (memory 1))

  ;; sin(2 pi x) of x in -0.25..0.25; off by 6e-7.
  (func $wave (param $x v128) (result v128)
    (local $u v128)
    (local.set $u (f32x4.mul (local.get $x) (local.get $x)))
    (f32x4.mul (local.get $x)
      (f32x4.add
        (v128.const f32x4 6.283162 6.283162 6.283162 6.283162)
        (f32x4.mul (local.get $u)
          (f32x4.add
            (v128.const f32x4 -41.336987 -41.336987 -41.336987 -41.336987)
            (f32x4.mul (local.get $u)
              (f32x4.add
                (v128.const f32x4 81.336716 81.336716 81.336716 81.336716)
                (f32x4.mul (local.get $u) (v128.const f32x4 -70.96115 -70.96115 -70.96115 -70.96115)))))))))

  ;; sin(2 pi x) of any x.
  (func $sine (param $x v128) (result v128)
    (local $size v128)
    (local.set $x (f32x4.sub (local.get $x) (f32x4.nearest (local.get $x))))
    (local.set $size (f32x4.abs (local.get $x)))
    ;; What is beyond a quarter is turned back.
    (local.set $size (f32x4.pmin (local.get $size) (f32x4.sub (v128.const f32x4 0.5 0.5 0.5 0.5) (local.get $size))))
    (call $wave (v128.or (local.get $size)
        (v128.and (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000) (local.get $x)))))

  ;; Writes 300 samples at 24 kHz, over which the pitch goes from $from to $to (Hz) in a straight line. Where it is 40 Hz or less
  ;; they are 0. $phase: how much of a period has passed before the first; returned is how much has passed with the last.
  ;;
  ;; The sum of cos(h t) for h = 1..H is sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2.
  (func (export "pulses") (param $from f32) (param $to f32) (param $phase f64) (param $out i32) (result f64)
    (local $end i32) (local $u v128) (local $f v128) (local $rise v128) (local $start v128) (local $t v128)
    (local $order v128) (local $below v128) (local $voiced v128)
    (local.set $start (f32x4.splat (local.get $from)))
    (local.set $rise (f32x4.splat (f32.div (f32.sub (local.get $to) (local.get $from)) (f32.const 300))))
    (local.set $u (v128.const f32x4 0.5 1.5 2.5 3.5))
    (local.set $end (i32.add (local.get $out) (i32.const 1200)))
    (loop $next
      (local.set $t (f32x4.add (local.get $start) (f32x4.mul (local.get $rise) (local.get $u))))
      (local.set $f (f32x4.pmax (v128.const f32x4 40 40 40 40) (local.get $t)))
      (local.set $voiced (f32x4.gt (local.get $t) (v128.const f32x4 40 40 40 40)))
      (local.set $t (f32x4.replace_lane 0 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 0 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 1 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 1 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 2 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 2 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 3 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 3 (local.get $f)))))))
      (local.set $order (f32x4.add (v128.const f32x4 0.5 0.5 0.5 0.5)
          (f32x4.floor (f32x4.div (v128.const f32x4 11000 11000 11000 11000) (local.get $f)))))
      (local.set $below (f32x4.mul (v128.const f32x4 2 2 2 2)
          (call $sine (f32x4.mul (v128.const f32x4 0.5 0.5 0.5 0.5) (local.get $t)))))
      (v128.store (local.get $out)
        (v128.and (local.get $voiced)
          (f32x4.sub
            (v128.bitselect
              ;; The limit at the pulse itself.
              (local.get $order)
              (f32x4.div (call $sine (f32x4.mul (local.get $order) (local.get $t))) (local.get $below))
              (f32x4.le (f32x4.abs (local.get $below)) (v128.const f32x4 0.002 0.002 0.002 0.002)))
            (v128.const f32x4 0.5 0.5 0.5 0.5))))
      (local.set $u (f32x4.add (local.get $u) (v128.const f32x4 4 4 4 4)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end))))
    (local.get $phase))

  ;; A sample later.
  (func $advance (param $phase f64) (param $f f32) (result f64)
    (local.set $phase (f64.add (local.get $phase) (f64.mul (f64.promote_f32 (local.get $f)) (f64.const 0x1.5d867c3ece2a5p-15))))
    (f64.sub (local.get $phase) (f64.floor (local.get $phase))))

  ;; Puts four frames of 3040 numbers, one behind the other, into lanes.
  (func (export "spread") (param $x i32) (param $out i32)
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

  ;; Puts spectra of one frame at $x into the lane at $out so that they fit another pitch and another vocal tract: bin k takes what
  ;; stood at bin k * $ratio. The harmonics' two spectra mean something only at multiples of the pitch that they were made for,
  ;; so they are read there, and between is a straight line. $pitch: that pitch in bins, 0 in unvoiced frames.
  ;; Unless $all is set, only the sixth spectrum is written. $points has room for 8 bytes for each harmonic and three more.
  (func (export "carry")
      (param $x i32) (param $pitch f32) (param $ratio f32) (param $all i32) (param $points i32) (param $out i32)
    (local $k i32) (local $at i32) (local $bin i32) (local $inverse f32) (local $place f32) (local $share f32)
    (local $amplitude f32)
    (if
      (f32.gt (local.get $pitch) (f32.const 0))
      (then
        (call $read (local.get $x) (local.get $pitch) (local.get $points))
        (local.set $inverse (f32.div (f32.const 1) (local.get $pitch)))))
    (loop $next
      (local.set $place (f32.min (f32.const 600) (f32.mul (local.get $ratio) (f32.convert_i32_u (local.get $k)))))
      (local.set $share (f32.sub (local.get $place) (f32.floor (local.get $place))))
      (local.set $bin (i32.add (local.get $x) (i32.shl (i32.trunc_sat_f32_u (local.get $place)) (i32.const 2))))
      (if
        (local.get $all)
        (then
          ;; Behind the last bin of a spectrum there is another number: its share is 0.
          (f32.store offset=19456 (local.get $out)
            (call $between (f32.load offset=4864 (local.get $bin))
              (f32.load offset=4868 (local.get $bin))
              (local.get $share)))
          (f32.store offset=29184 (local.get $out)
            (call $between (f32.load offset=7296 (local.get $bin))
              (f32.load offset=7300 (local.get $bin))
              (local.get $share)))
          (f32.store (local.get $out)
            (call $between (f32.load (local.get $bin)) (f32.load offset=4 (local.get $bin)) (local.get $share)))
          (f32.store offset=9728 (local.get $out)
            (call $between (f32.load offset=2432 (local.get $bin))
              (f32.load offset=2436 (local.get $bin))
              (local.get $share)))))
      (if
        (f32.gt (local.get $pitch) (f32.const 0))
        (then
          (local.set $place (f32.mul (local.get $place) (local.get $inverse)))
          (local.set $share (f32.sub (local.get $place) (f32.floor (local.get $place))))
          (local.set $at (i32.add (local.get $points) (i32.shl (i32.trunc_sat_f32_u (local.get $place)) (i32.const 3))))
          (local.set $amplitude (call $between (f32.load (local.get $at)) (f32.load offset=8 (local.get $at)) (local.get $share)))
          (f32.store offset=48640 (local.get $out) (local.get $amplitude))
          (if
            (local.get $all)
            (then
              (f32.store (local.get $out) (local.get $amplitude))
              (f32.store offset=9728 (local.get $out)
                (call $between (f32.load offset=4 (local.get $at))
                  (f32.load offset=12 (local.get $at))
                  (local.get $share)))))))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $next (i32.le_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (i32.const 600)))))

  (func $between (param $a f32) (param $b f32) (param $share f32) (result f32)
    (f32.add (local.get $a) (f32.mul (local.get $share) (f32.sub (local.get $b) (local.get $a)))))

  ;; Reads the harmonics' two spectra at multiples of $pitch up to 11 kHz, into pairs of f32. The first pair, for no harmonic, is
  ;; that of the first one. Those behind the last harmonic lie on a straight line to the last bin.
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
      (br_if $beyond (f32.lt (local.get $share) (f32.const 1)))))

  ;; exp(x) of x of at most 80: 2^whole * 2^rest, the latter by a polynomial; off by 3e-6 of it.
  (func $exp (param $x v128) (result v128)
    (local $whole v128)
    (local.set $x (f32x4.pmax (v128.const f32x4 -126 -126 -126 -126)
        (f32x4.mul (local.get $x) (v128.const f32x4 1.442695 1.442695 1.442695 1.442695))))
    (local.set $whole (f32x4.nearest (local.get $x)))
    (local.set $x (f32x4.sub (local.get $x) (local.get $whole)))
    (f32x4.mul
      (i32x4.shl
        (i32x4.add (v128.const i32x4 127 127 127 127) (i32x4.relaxed_trunc_f32x4_s (local.get $whole)))
        (i32.const 23))
      (f32x4.add
        (v128.const f32x4 0.9999992 0.9999992 0.9999992 0.9999992)
        (f32x4.mul (local.get $x)
          (f32x4.add
            (v128.const f32x4 0.69312173 0.69312173 0.69312173 0.69312173)
            (f32x4.mul (local.get $x)
              (f32x4.add
                (v128.const f32x4 0.24024767 0.24024767 0.24024767 0.24024767)
                (f32x4.mul (local.get $x)
                  (f32x4.add
                    (v128.const f32x4 0.055918247 0.055918247 0.055918247 0.055918247)
                    (f32x4.mul (local.get $x) (v128.const f32x4 0.009569675 0.009569675 0.009569675 0.009569675)))))))))))

  ;; tanh(x) = 1 - 2 / (exp(2 x) + 1); off by 3e-6.
  (func $tanh (param $x v128) (result v128)
    (local.set $x (f32x4.pmin (v128.const f32x4 9 9 9 9) (local.get $x)))
    (f32x4.sub (v128.const f32x4 1 1 1 1)
      (f32x4.div (v128.const f32x4 2 2 2 2)
        (f32x4.add (v128.const f32x4 1 1 1 1) (call $exp (f32x4.add (local.get $x) (local.get $x)))))))

  ;; Four random numbers with the mean 0 and the variance 1, about normally distributed: the sum of the four bytes of an
  ;; integer. $random holds the state, four integers that are not 0, which go on by Marsaglia's xorshift.
  (func $noise (param $random i32) (result v128)
    (local $v v128)
    (local.set $v (v128.load (local.get $random)))
    (local.set $v (v128.xor (local.get $v) (i32x4.shl (local.get $v) (i32.const 13))))
    (local.set $v (v128.xor (local.get $v) (i32x4.shr_u (local.get $v) (i32.const 17))))
    (local.set $v (v128.xor (local.get $v) (i32x4.shl (local.get $v) (i32.const 5))))
    (v128.store (local.get $random) (local.get $v))
    ;; A byte has the mean 127.5 and the variance (256^2 - 1) / 12.
    (f32x4.mul
      (v128.const f32x4 0.0067658 0.0067658 0.0067658 0.0067658)
      (f32x4.sub
        (f32x4.convert_i32x4_s (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $v))))
        (v128.const f32x4 510 510 510 510))))

  ;; Mixes the spectrum that becomes sound, in place of the excitation's at $e (pairs of a real and an imaginary part), from the
  ;; spectra at $x. $levels: four times four f32, one for each lane. By the first, the logarithms of all amplitudes are raised; by
  ;; the second, times the bin's first weight, those of harmonics and rest; by the third, those of harmonics. The fourth, times
  ;; the bin's second weight, is the share of breath: noise with the amplitude of the harmonics, which is read from the sixth
  ;; spectrum. $weights: a pair of f32 for each bin.
  (func (export "mix") (param $x i32) (param $levels i32) (param $weights i32) (param $random i32) (param $e i32)
    (local $end i32) (local $er v128) (local $ei v128) (local $size v128) (local $turn v128) (local $gain v128)
    (local $tilt v128)
    (local.set $end (i32.add (local.get $x) (i32.const 9616)))
    (local.set $gain (v128.load (local.get $levels)))
    (loop $bin
      (local.set $tilt (f32x4.add (local.get $gain)
          (f32x4.mul (v128.load offset=16 (local.get $levels)) (v128.load32_splat (local.get $weights)))))
      ;; Harmonics: the excitation, turned and made larger or smaller.
      (local.set $size (call $exp (f32x4.add
            (f32x4.add (local.get $tilt) (v128.load offset=32 (local.get $levels)))
            (f32x4.pmin (v128.const f32x4 7 7 7 7) (v128.load (local.get $x))))))
      (local.set $turn (f32x4.mul (v128.const f32x4 0.5 0.5 0.5 0.5) (call $tanh (v128.load offset=9728 (local.get $x)))))
      (local.set $er (call $cosine (local.get $turn)))
      (local.set $ei (call $sine (local.get $turn)))
      (local.set $turn (f32x4.mul (local.get $size)
          (f32x4.sub
            (f32x4.mul (local.get $er) (v128.load (local.get $e)))
            (f32x4.mul (local.get $ei) (v128.load offset=16 (local.get $e))))))
      (local.set $ei (f32x4.mul (local.get $size)
          (f32x4.add
            (f32x4.mul (local.get $er) (v128.load offset=16 (local.get $e)))
            (f32x4.mul (local.get $ei) (v128.load (local.get $e))))))
      (local.set $er (local.get $turn))
      ;; Noise, and breath.
      (local.set $size (f32x4.add
          (call $exp (f32x4.add (local.get $gain)
              (f32x4.pmin (v128.const f32x4 7 7 7 7) (v128.load offset=19456 (local.get $x)))))
          (f32x4.mul
            (f32x4.mul (v128.load offset=48 (local.get $levels)) (v128.load32_splat offset=4 (local.get $weights)))
            (call $exp (f32x4.add (local.get $gain)
                (f32x4.pmin (v128.const f32x4 7 7 7 7) (v128.load offset=48640 (local.get $x))))))))
      (local.set $er (f32x4.add (local.get $er) (f32x4.mul (local.get $size) (call $noise (local.get $random)))))
      (local.set $ei (f32x4.add (local.get $ei) (f32x4.mul (local.get $size) (call $noise (local.get $random)))))
      ;; The rest.
      (local.set $size (call $exp (f32x4.add (local.get $tilt)
            (f32x4.pmin (v128.const f32x4 7 7 7 7) (v128.load offset=29184 (local.get $x))))))
      (local.set $turn (f32x4.mul
          (v128.const f32x4 0.15915494 0.15915494 0.15915494 0.15915494)
          (v128.load offset=38912 (local.get $x))))
      (v128.store (local.get $e)
        (f32x4.add (local.get $er) (f32x4.mul (local.get $size) (call $cosine (local.get $turn)))))
      (v128.store offset=16 (local.get $e)
        (f32x4.add (local.get $ei) (f32x4.mul (local.get $size) (call $sine (local.get $turn)))))
      (local.set $e (i32.add (local.get $e) (i32.const 32)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 8)))
      (br_if $bin (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  ;; cos(2 pi x) of any x.
  (func $cosine (param $x v128) (result v128)
    (call $wave (f32x4.sub (v128.const f32x4 0.25 0.25 0.25 0.25)
        (f32x4.abs (f32x4.sub (local.get $x) (f32x4.nearest (local.get $x))))))))
