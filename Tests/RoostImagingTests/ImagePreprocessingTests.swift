import Testing

@testable import RoostImaging

struct ImagePreprocessingTests {
    @Test(arguments: Fixture.tensors)
    func `tensors are those of transformers, bit for bit`(_ expected: Fixture.Prepared) throws {
        let tensor = try expected.prepared()
        #expect(Fixture.digest(tensor.flatMap(\.littleEndianBytes)) == expected.digest)
    }

    @Test(arguments: Fixture.tensors.filter { $0.offset != nil })
    func `every value of a tensor is within 1e-5 of transformers'`(_ expected: Fixture.Prepared) throws {
        let tensor = try expected.prepared()
        let stored = try expected.stored()
        #expect(stored.count == tensor.count)
        let difference = zip(tensor, stored).map { abs($0 - $1) }.max() ?? .infinity
        #expect(difference <= 1e-5)
    }

    @Test func `the other filter's tensor is farther away than the tolerance`() throws {
        let expected = try #require(Fixture.tensors.first { $0.kind == "vit" && $0.offset != nil })
        let bicubic = try ImagePreprocessing(
            resize: .exact(ImageSize(height: 24, width: 24)),
            filter: .bicubic,
            rescaleFactor: 1 / 255,
            normalization: .half
        )
        let tensor = try expected.prepared(by: bicubic)
        let difference = try zip(tensor, expected.stored()).map { abs($0 - $1) }.max() ?? 0
        #expect(difference > 1e-3)
    }

    @Test func `sizes follow transformers' rules of rounding`() throws {
        let cases = try #require(Fixture.expected?.sizes)
        #expect(cases.count == 300)
        for each in cases {
            let size = ImageSize(height: each.size[0], width: each.size[1])
            let plain = try ImagePreprocessing(resize: .shortestEdge(each.shortest)).outputSize(for: size)
            #expect([plain.height, plain.width] == each.plain)
            let rule = ImagePreprocessing.Resize.shortestAndLongestEdge(shortest: each.shortest, longest: each.longest)
            let bounded = try ImagePreprocessing(resize: rule).outputSize(for: size)
            #expect([bounded.height, bounded.width] == each.bounded)
        }
    }

    @Test func `a crop keeps a sliver from being scaled as a whole`() throws {
        let crop = ImageSize(height: 224, width: 224)
        let sliver = try Image(height: 1, width: 60000, format: .grey, samples: .init(repeating: 9, count: 60000))
        let preprocessing = try ImagePreprocessing(resize: .shortestEdge(224), centerCrop: crop)
        var tensor = [Float](repeating: 0, count: 3 * 224 * 224)
        try tensor.withUnsafeMutableBufferPointer { try preprocessing.prepare(sliver, into: $0) }
        #expect(tensor.allSatisfy { $0 == 9 })
        #expect(throws: ImageError.self) {
            try ImagePreprocessing(resize: .shortestEdge(224)).outputSize(for: sliver.size)
        }
    }

    @Test func `a tensor of another size is refused`() throws {
        let preprocessing = try ImagePreprocessing(resize: .exact(ImageSize(height: 2, width: 2)))
        let image = try Image(height: 1, width: 1, format: .rgb, samples: [1, 2, 3])
        var tensor = [Float](repeating: 0, count: 11)
        #expect(throws: ImageError.self) {
            try tensor.withUnsafeMutableBufferPointer { try preprocessing.prepare(image, into: $0) }
        }
    }

    @Test func `a configuration that no image can satisfy is refused`() {
        let size = ImageSize(height: 2, width: 0)
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .exact(size)) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .shortestEdge(0)) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .cropFraction(edge: 224, fraction: 0)) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .none, centerCrop: size) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .none, rescaleFactor: .nan) }
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .none, normalization: .half, format: .grey) }
        let flat = ImagePreprocessing.Normalization(mean: [0, 0, 0], standardDeviation: [1, 0, 1])
        #expect(throws: ImageError.self) { try ImagePreprocessing(resize: .none, normalization: flat) }
    }
}
