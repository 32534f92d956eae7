import Testing

@testable import RoostImaging

struct ResizeTests {
    @Test(arguments: ResamplingFilter.allCases)
    func `resizing equals Pillow's, byte for byte`(_ filter: ResamplingFilter) throws {
        let cases = Fixture.expected?.resizes.filter { $0.filter == "\(filter)" } ?? []
        #expect(cases.count > 20)
        for expected in cases {
            let image = try Image.decode(Fixture.bytes(of: expected.file))
            let target = ImageSize(height: expected.height, width: expected.width)
            let resized = try image.resized(to: target, filter: filter).converted(to: .rgb)
            #expect(Fixture.digest(resized.pixels) == expected.digest, "\(expected.file) to \(target)")
        }
    }

    @Test func `another constant or another rounding would show`() throws {
        let image = try Image.decode(Fixture.bytes(of: "rgb.png"))
        let resized = try image.resized(to: ImageSize(height: 32, width: 32), filter: .bicubic)
        let controls = try #require(Fixture.expected?.controls)
        #expect(controls.count == 2)
        for control in controls {
            #expect(Fixture.digest(resized.pixels) != control.digest, "\(control.name)")
        }
    }

    @Test(arguments: ResamplingFilter.allCases)
    func `a part of a resized image is that part of the whole`(_ filter: ResamplingFilter) throws {
        let image = try Image.decode(Fixture.bytes(of: "rgb.png"))
        for target in [ImageSize(height: 61, width: 24), ImageSize(height: 4, width: 60), image.size] {
            let rows = 1..<3
            let columns = 5..<19
            let part = try image.resized(
                to: target,
                filter: filter,
                rows: rows,
                columns: columns,
                limits: ImageLimits()
            )
            let whole = try image.resized(to: target, filter: filter)
            #expect(part == whole.cropped(rows: rows, columns: columns))
        }
    }

    @Test func `an image cannot be resized to nothing or beyond the limit`() throws {
        let image = try Image(height: 1, width: 1, format: .grey, samples: [7])
        #expect(throws: ImageError.self) { try image.resized(to: ImageSize(height: 0, width: 5), filter: .box) }
        #expect(throws: ImageError.self) { try image.resized(to: ImageSize(height: -1, width: 5), filter: .box) }
        #expect(throws: ImageError.self) {
            try image.resized(to: ImageSize(height: 1 << 20, width: 1 << 20), filter: .box)
        }
    }
}
