import Foundation
import Testing

@testable import RoostImaging

struct PaddedBatchTests {
    /// One image of a batch, as `make_padded_fixtures.py` had it from transformers.
    struct Padded: Decodable, Sendable, CustomTestStringConvertible {
        let kind: String
        let file: String
        let index: Int
        let shape: [Int]
        let values: String
        let mask: String
        var testDescription: String { "\(kind) of \(file)" }
    }

    static let cases = (try? JSONDecoder().decode([Padded].self, from: Data(Fixture.bytes(of: "padded.json")))) ?? []

    @Test(arguments: cases)
    func `padded tensors and masks are those of transformers, bit for bit`(_ expected: Padded) throws {
        let files = Self.cases.filter { $0.kind == expected.kind }.sorted { $0.index < $1.index }.map(\.file)
        let preprocessing = try Self.preprocessing(expected.kind)
        let images = try files.map { file in
            try preprocessing.scale(Fixture.bytes(of: file).withUnsafeBytes { try Image.decode($0) })
        }
        let size = expected.kind == "size" ? ImageSize(height: 48, width: 56) : nil
        let batch = try PaddedBatch(images.map(\.size), size: size)
        #expect([3, batch.size.height, batch.size.width] == expected.shape)
        var values = [Float](repeating: .nan, count: expected.shape.reduce(1, *))
        try values.withUnsafeMutableBufferPointer {
            try batch.write(images[expected.index], at: expected.index, of: preprocessing, into: $0)
        }
        #expect(Fixture.digest(values.flatMap(\.littleEndianBytes)) == expected.values)
        var mask = [Int64](repeating: -1, count: batch.size.height * batch.size.width)
        try mask.withUnsafeMutableBufferPointer { try batch.writeMask(at: expected.index, into: $0) }
        #expect(Fixture.digest(mask.flatMap { withUnsafeBytes(of: $0.littleEndian) { Array($0) } }) == expected.mask)
    }

    @Test func `all three ways of padding are there`() {
        #expect(Set(Self.cases.map(\.kind)) == ["batch", "size", "divisor"])
    }

    @Test func `what does not fit is refused`() throws {
        let small = ImageSize(height: 2, width: 3)
        #expect(throws: ImageError.self) { try PaddedBatch([]) }
        #expect(throws: ImageError.self) { try PaddedBatch([small], size: ImageSize(height: 2, width: 2)) }
        #expect(throws: ImageError.self) { try PaddedBatch([small], limits: ImageLimits(pixels: 5)) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .none, sizeDivisor: 0) }
    }

    private static func preprocessing(_ kind: String) throws -> ImagePreprocessing {
        try ImagePreprocessing(
            resize: .shortestAndLongestEdge(shortest: 24, longest: 40),
            sizeDivisor: kind == "divisor" ? 16 : nil,
            rescaleFactor: 1 / 255,
            normalization: .imagenet
        )
    }
}
