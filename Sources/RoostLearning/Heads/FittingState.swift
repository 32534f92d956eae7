import Crypto
import Foundation

/// All there is to know to go on with a fit, and how it is written down.
///
///     8 bytes   "ROOSTFIT"
///     32 bytes  the problem's fingerprint
///     UInt32    bytes of JSON, which follow: iteration, metrics, value, number of pairs, and the best so far
///     Doubles   point, gradient, best parameters, then step and change of each pair; little-endian
///     32 bytes  SHA-256 of all before
struct FittingState {
    let iteration: Int
    let metrics: [String: Double]
    let best: HeadFitting.Best
    let point: [Double]
    let sample: Sample
    let pairs: [LBFGS.Pair]

    private struct Header: Codable {
        let iteration: Int
        let metrics: [String: Double]
        let bestIteration: Int
        let bestMetrics: [String: Double]
        /// Bit patterns: no digit is lost.
        let value: UInt64
        let pairCount: Int
    }

    /// How JSON says what is no number.
    private static let spelling = (
        encoding: JSONEncoder.NonConformingFloatEncodingStrategy.convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        ),
        decoding: JSONDecoder.NonConformingFloatDecodingStrategy.convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
    )
    private static let magic = Array("ROOSTFIT".utf8)

    func data(for problem: HeadProblem) -> Data {
        let header = Header(
            iteration: iteration,
            metrics: metrics,
            bestIteration: best.iteration,
            bestMetrics: best.metrics,
            value: sample.value.bitPattern,
            pairCount: pairs.count
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = Self.spelling.encoding
        let json = (try? encoder.encode(header)) ?? Data()
        var data = Data(Self.magic + problem.fingerprint)
        withUnsafeBytes(of: UInt32(json.count).littleEndian) { data.append(contentsOf: $0) }
        data.append(json)
        for vector in [point, sample.gradient, best.parameters] + pairs.flatMap({ [$0.step, $0.change] }) {
            vector.map(\.bitPattern.littleEndian).withUnsafeBytes { data.append(contentsOf: $0) }
        }
        data.append(contentsOf: SHA256.hash(data: data))
        return data
    }
}

extension FittingState {
    /// `nil` when it is damaged or from another problem.
    init?(_ data: Data, for problem: HeadProblem) {
        let bytes = Array(data)
        let start = Self.magic.count + problem.fingerprint.count
        guard bytes.count > start + 36, Array(bytes[..<start]) == Self.magic + problem.fingerprint,
            Array(SHA256.hash(data: bytes[..<(bytes.count - 32)])) == Array(bytes[(bytes.count - 32)...])
        else { return nil }
        let length = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        let numbers = start + 4 + length
        let size = problem.training.parameterCount
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = Self.spelling.decoding
        guard numbers <= bytes.count - 32,
            let header = try? decoder.decode(Header.self, from: Data(bytes[start + 4..<numbers])),
            (0...problem.settings.history).contains(header.pairCount),
            bytes.count == numbers + (3 + 2 * header.pairCount) * size * 8 + 32
        else { return nil }
        let vectors = bytes.withUnsafeBytes { bytes in
            (0..<3 + 2 * header.pairCount).map { vector in
                (0..<size).map { index in
                    let offset = numbers + (vector * size + index) * 8
                    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    return Double(bitPattern: UInt64(littleEndian: bits))
                }
            }
        }
        iteration = header.iteration
        metrics = header.metrics
        point = vectors[0]
        sample = Sample(value: Double(bitPattern: header.value), gradient: vectors[1])
        best = HeadFitting.Best(
            iteration: header.bestIteration,
            metrics: header.bestMetrics,
            parameters: vectors[2]
        )
        pairs = (0..<header.pairCount).map { LBFGS.Pair(step: vectors[3 + 2 * $0], change: vectors[4 + 2 * $0]) }
    }
}
