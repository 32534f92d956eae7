/// How much better one version is than another, and how sure that is.
struct Lead {
    let other: Int
    let difference: Double
    let lower: Double?
    let upper: Double?
    /// McNemar's, when accuracy is what counts.
    let p: Double?
    let isShare: Bool

    var isClear: Bool { difference > 0 && (p.map { $0 < 0.05 } ?? ((lower ?? 0) > 0)) }

    /// Such as `1.5 points`.
    var size: String { isShare ? inPoints(difference) + " points" : inPoints(difference) }

    /// Such as `95 % interval 0.4 to 2.6; McNemar p = 0.008`.
    var evidence: String {
        var words: [String] = []
        if let lower, let upper { words.append("95 % interval \(inPoints(lower)) to \(inPoints(upper))") }
        if let p { words.append(p < 0.0001 ? "McNemar p < 0.0001" : "McNemar p = \(Self.twoDigits(p))") }
        return words.isEmpty ? "too few items for an interval" : words.joined(separator: "; ")
    }

    /// A share in hundredths to one decimal, another number as it is to four.
    private func inPoints(_ value: Double) -> String {
        let rounded = isShare ? (value * 1_000).rounded() / 10 : (value * 10_000).rounded() / 10_000
        return "\(rounded == 0 ? 0.0 : rounded)"
    }

    /// The first two digits of a number from 0.0001 to 1 that are not leading zeros.
    private static func twoDigits(_ value: Double) -> String {
        var scale = 10.0
        while value * scale < 10 { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
