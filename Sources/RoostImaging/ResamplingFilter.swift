#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// How new pixels are made of old ones; the raw values are Pillow's, as `preprocessor_config.json` stores them.
package enum ResamplingFilter: Int, Hashable, Sendable, CaseIterable {
    case nearest, lanczos, bilinear, bicubic, box, hamming

    /// How far from its centre the filter still weighs a pixel, at scale 1.
    var support: Double {
        switch self {
        case .nearest: 0
        case .box: 0.5
        case .bilinear, .hamming: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    /// The weight of a pixel at distance `x` from the centre, not yet normalised.
    func weight(_ x: Double) -> Double {
        let distance = abs(x)
        return switch self {
        case .nearest: 0
        case .box: x > -0.5 && x <= 0.5 ? 1 : 0
        case .bilinear: distance < 1 ? 1 - distance : 0
        case .hamming: hamming(distance)
        case .bicubic: Self.cubic(distance, sharpness: -0.5)
        case .lanczos: x >= -3 && x < 3 ? Self.sinc(x) * Self.sinc(x / 3) : 0
        }
    }

    private func hamming(_ distance: Double) -> Double {
        guard distance > 0 else { return 1 }
        guard distance < 1 else { return 0 }
        let angle = distance * .pi
        return sin(angle) / angle * (0.54 + 0.46 * cos(angle))
    }

    /// Keys' cubic convolution: Pillow's `a` is -0.5, where OpenCV and torch without antialiasing take -0.75.
    static func cubic(_ distance: Double, sharpness a: Double) -> Double {
        guard distance >= 1 else { return ((a + 2) * distance - (a + 3)) * distance * distance + 1 }
        guard distance < 2 else { return 0 }
        return (((distance - 5) * distance + 8) * distance - 4) * a
    }

    private static func sinc(_ x: Double) -> Double {
        guard x != 0 else { return 1 }
        let angle = x * .pi
        return sin(angle) / angle
    }
}
