import Testing

@testable import RoostImaging

struct DecodeTests {
    @Test func `there are fixtures of every format`() {
        #expect(Fixture.images.count > 60)
        for suffix in ["jpg", "png", "webp"] {
            #expect(Fixture.images.contains { $0.file.hasSuffix(suffix) })
        }
    }

    @Test(arguments: Fixture.images) func `pixels are Pillow's, byte for byte`(_ picture: Fixture.Picture) throws {
        let image = try Image.decode(Fixture.bytes(of: picture.file))
        #expect(image.size == ImageSize(height: picture.height, width: picture.width))
        #expect(Fixture.digest(image.converted(to: .rgb).pixels) == picture.digest)
        #expect(Fixture.digest(image.converted(to: .grey).pixels) == picture.grey)
    }

    @Test(arguments: Fixture.images) func `a header tells the upright size`(_ picture: Fixture.Picture) throws {
        let header = try ImageHeader.read(Fixture.bytes(of: picture.file))
        #expect(header.size == ImageSize(height: picture.height, width: picture.width))
        #expect(["jpeg": "jpg"][header.format.rawValue, default: header.format.rawValue] == picture.suffix)
    }

    @Test func `the format is told by the bytes and not by a name`() throws {
        #expect(throws: ImageError("the image file is empty; upload it again")) { try Image.decode([]) }
        #expect(throws: ImageError.self) { try Image.decode(Array("GIF89a, not an image we read".utf8)) }
    }

    @Test func `an image holds as many samples as its size says`() throws {
        #expect(try Image(height: 2, width: 1, format: .grey, samples: [0, 1]).pixels.count == 2)
        #expect(throws: ImageError.self) { try Image(height: 2, width: 1, format: .rgb, samples: [0, 1]) }
        #expect(throws: ImageError.self) { try Image(height: 0, width: 1, format: .rgb, samples: []) }
        #expect(throws: ImageError.self) { try Image(height: .max, width: .max, format: .rgb, samples: []) }
    }
}

extension Fixture.Picture {
    fileprivate var suffix: String { String(file.split(separator: ".").last ?? "") }
}
