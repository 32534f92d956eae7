import RoostImaging
import Testing

/// Outlines beside the rule of pycocotools, which `MaskTests` holds our polygons to.
struct MaskOutlineTests {
    private static func mask(_ rows: String...) throws -> RunLengths {
        let lines = rows.map(Array.init)
        var mask = try Bitmap(size: ImageSize(height: lines.count, width: lines[0].count))
        for (y, line) in lines.enumerated() {
            for (x, character) in line.enumerated() { mask[x: x, y: y] = character == "#" }
        }
        return RunLengths(mask)
    }

    /// Masks of every density, from a small generator with a fixed seed.
    private static func noise(_ seed: UInt64) throws -> RunLengths {
        var state = seed &+ 0x9E37_79B9_7F4A_7C15
        func draw(_ bound: UInt64) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % bound)
        }
        var mask = try Bitmap(size: ImageSize(height: 1 + draw(12), width: 1 + draw(12)))
        let density = draw(5)
        for x in 0..<mask.size.width {
            for y in 0..<mask.size.height { mask[x: x, y: y] = draw(5) <= density }
        }
        return RunLengths(mask)
    }

    private static func area(_ ring: [(x: Double, y: Double)]) -> Double {
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
    }

    @Test func `an outline is the mask again, pixel for pixel, and as large`() throws {
        for seed in 0..<2000 as Range<UInt64> {
            let mask = try Self.noise(seed)
            let outlines = mask.outlines
            #expect(try RunLengths(polygon: outlines, size: mask.size) == mask)
            #expect(outlines.reduce(0) { $0 + Self.area($1) } == Double(mask.area))
            #expect(outlines.allSatisfy { $0.count >= 4 })
        }
    }

    @Test func `a rectangle has four corners, clockwise`() throws {
        let outlines = try Self.mask("....", ".##.", ".##.").outlines
        #expect(outlines.map { $0.map { [$0.x, $0.y] } } == [[[1, 1], [3, 1], [3, 3], [1, 3]]])
    }

    @Test func `a hole is cut into the ring around it, an island in it is a ring of its own`() throws {
        let outlines = try Self.mask("#######", "#.....#", "#.###.#", "#.....#", "#######").outlines
        #expect(outlines.count == 2)
        #expect(outlines.map { Self.area($0) }.sorted() == [3, 20])
    }

    @Test func `pixels that touch at a corner are two parts`() throws {
        #expect(try Self.mask("#.", ".#").outlines.count == 2)
        #expect(try Self.mask("..", "..").outlines.isEmpty)
    }

    @Test func `holes beneath each other are cut in without recursion`() throws {
        let size = ImageSize(height: 20_001, width: 3)
        let column = [20_002] + [Int](repeating: 1, count: 19_999) + [20_002]
        let mask = try RunLengths(size: size, counts: [0] + column)
        #expect(mask.outlines.count == 1)
        #expect(try RunLengths(polygon: mask.outlines, size: size) == mask)
    }
}
