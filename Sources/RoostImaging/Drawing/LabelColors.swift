import Foundation

/// Which colour each label is drawn in: the same one every time, and tellable apart by eyes of every kind.
///
/// The labels that are given take the colours in their order; the first eight are those of M. Okabe and K. Ito, *Color
/// Universal Design* (2008), without black, the others P. Tol's. A label that is not among them gets the colour that its
/// name falls on.
package struct LabelColors: Hashable, Sendable {
    private let colors: [String: LabelImage.Color]

    /// - Parameters:
    ///   - labels: in order; the place decides the colour.
    ///   - own: colours that labels bring along.
    package init(labels: [String] = [], own: [String: LabelImage.Color] = [:]) {
        var colors: [String: LabelImage.Color] = [:]
        for (index, label) in labels.enumerated() where colors[label] == nil {
            colors[label] = Self.wheel[index % Self.wheel.count]
        }
        self.colors = colors.merging(own) { _, own in own }
    }

    package subscript(label: String) -> LabelImage.Color {
        colors[label] ?? Self.wheel[Int(Self.hash(label) % UInt32(Self.wheel.count))]
    }

    /// FNV-1a: the same number on every machine and in every run.
    private static func hash(_ text: String) -> UInt32 {
        text.utf8.reduce(0x811C_9DC5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }

    static let wheel = [
        0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x44AA99, 0xDDCC77, 0x882255, 0x88CCEE,
        0x999933, 0xAA4499, 0x117733,
    ].map { LabelImage.Color(hex: $0) }
}

extension LabelImage.Color {
    package static let white = LabelImage.Color(red: 255, green: 255, blue: 255)
    static let black = LabelImage.Color(red: 0, green: 0, blue: 0)

    /// Red in the highest of three bytes.
    package init(hex: Int) {
        self.init(
            red: UInt8(truncatingIfNeeded: hex >> 16),
            green: UInt8(truncatingIfNeeded: hex >> 8),
            blue: UInt8(truncatingIfNeeded: hex)
        )
    }

    /// Black or white, whichever is easier to read on it: by relative luminance (WCAG 2.2).
    var ink: LabelImage.Color {
        let linear = [red, green, blue].map { value -> Double in
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        return luminance > 0.179 ? .black : .white
    }
}
