import Testing

@testable import RoostImaging

struct HostileImageTests {
    @Test(arguments: Fixture.images)
    func `a truncated file is refused or complete without its tail`(_ picture: Fixture.Picture) throws {
        let bytes = try Fixture.bytes(of: picture.file)
        let whole = try Image.decode(bytes)
        for step in 0..<48 {
            let cut = Array(bytes[..<(bytes.count * step / 48)])
            guard let image = try? Image.decode(cut) else { continue }
            #expect(image == whole, "\(cut.count) of \(bytes.count) bytes")
        }
    }

    @Test(arguments: Fixture.images.filter { !$0.file.hasSuffix("png") })
    func `a JPEG or WebP file without its last byte is refused`(_ picture: Fixture.Picture) throws {
        let bytes = try Fixture.bytes(of: picture.file)
        #expect(throws: ImageError.self) { try Image.decode(bytes.dropLast()) }
    }

    @Test(arguments: Fixture.images)
    func `random damage never crashes and never moves the size`(_ picture: Fixture.Picture) throws {
        let bytes = try Fixture.bytes(of: picture.file)
        var random = Noise(state: UInt64(bytes.count))
        for _ in 0..<60 {
            var damaged = bytes
            for _ in 0...random.next() % 4 {
                let reach = random.next() % 2 == 0 ? min(64, damaged.count) : damaged.count
                damaged[Int(random.next() % UInt64(reach))] = UInt8(truncatingIfNeeded: random.next())
            }
            guard let image = try? Image.decode(damaged, limits: ImageLimits(pixels: 4_000_000)) else { continue }
            #expect(try ImageHeader.read(damaged).size == image.size)
        }
    }

    @Test func `a header that declares a bomb is refused before memory is taken`() throws {
        var png = try Fixture.bytes(of: "rgb.png")
        png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xDC, 0, 0, 0xFF, 0xDC])
        var jpeg = try Fixture.bytes(of: "grey.jpg")
        let frame = try #require(jpeg.indices.dropLast(8).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        var webp = try Fixture.bytes(of: "alpha-lossy.webp")
        webp.replaceSubrange(24..<30, with: [0xDB, 0xFF, 0, 0xDB, 0xFF, 0])
        for bomb in [png, jpeg, webp] {
            let error = #expect(throws: ImageError.self) { try Image.decode(bomb) }
            #expect(error?.message.contains("is 65500×65500 pixels, more than the 178956970 pixels allowed") == true)
        }
    }

    @Test func `a size that the data cannot fill is refused before memory is taken`() throws {
        var png = try Fixture.bytes(of: "rgb.png")
        png.replaceSubrange(16..<24, with: [0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10])
        var jpeg = try Fixture.bytes(of: "grey.jpg")
        let frame = try #require(jpeg.indices.dropLast(8).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0x27, 0x10, 0x27, 0x10])
        for sparse in [png, jpeg] {
            let error = #expect(throws: ImageError.self) { try Image.decode(sparse) }
            #expect(error?.message.contains("cut short") == true)
        }
    }

    @Test func `the limit on pixels can be set`() throws {
        let bytes = try Fixture.bytes(of: "rgb.png")
        #expect(throws: Never.self) { try Image.decode(bytes, limits: ImageLimits(pixels: 48 * 36)) }
        #expect(throws: ImageError.self) { try Image.decode(bytes, limits: ImageLimits(pixels: 48 * 36 - 1)) }
    }
}

/// The same noise in every run (Knuth's 64-bit linear congruence, upper half).
private struct Noise {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
