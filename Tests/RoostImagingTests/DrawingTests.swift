import RoostImaging
import Testing

struct DrawingTests {
    private static let red = LabelImage.Color(hex: 0xFF0000)

    @Test func `a box is a line of its colour round what it holds`() throws {
        let drawn = try Self.grey().drawing([Mark(.box(x: 10, y: 20, width: 30, height: 15), color: Self.red)])
        #expect(drawn[10, 20] == [255, 0, 0] && drawn[40, 35] == [255, 0, 0] && drawn[25, 20] == [255, 0, 0])
        #expect(drawn[25, 27] == [100, 100, 100], "nothing is laid on what is inside")
        #expect(drawn[60, 60] == [100, 100, 100])
    }

    @Test func `a mask is seen through and has a rim`() throws {
        let size = ImageSize(height: 80, width: 100)
        let square = try RunLengths(polygon: [[(20, 20), (60, 20), (60, 60), (20, 60)]], size: size)
        let drawn = try Self.grey().drawing([Mark(.mask(square), color: Self.red)])
        #expect(drawn[20, 40] == [255, 0, 0] && drawn[59, 59] == [255, 0, 0])
        #expect(drawn[40, 40] == [162, 60, 60], "two fifths of the colour on grey")
        #expect(drawn[61, 40] == [100, 100, 100])
    }

    @Test func `ground truth is dashes and no area`() throws {
        let ring = [(20.0, 20.0), (80, 20), (80, 60), (20, 60)].map { Mark.Point(x: $0.0, y: $0.1) }
        let drawn = try Self.grey().drawing([Mark(.polygon([ring]), color: Self.red, style: .dashed)])
        let line = (25..<75).map { drawn[$0, 20][0] }
        #expect(line.contains { $0 > 150 } && line.contains { $0 < 100 })
        #expect(drawn[50, 40] == [100, 100, 100])
    }

    @Test func `captions are on plates on the image, apart from each other`() throws {
        let box = Mark.Shape.box(x: 90, y: -3, width: 300, height: 20)
        let marks = [Mark(box, color: Self.red, caption: "cat"), Mark(box, color: .init(hex: 0xFFFF), caption: "dog")]
        let drawn = try Self.grey().drawing(marks)
        let colors = (0..<100 * 80).map { drawn[$0 % 100, $0 / 100] }
        #expect(colors.count { $0 == [255, 0, 0] } > 100, "the plate of the first")
        #expect(colors.count { $0 == [0, 255, 255] } > 100, "the plate of the second")
        #expect(colors.count { $0 == [0, 0, 0] } > 60, "letters")
    }

    @Test(arguments: Self.hostile)
    func `what is no place on the image changes no pixel`(_ shape: Mark.Shape) throws {
        let drawn = try Self.grey().drawing([Mark(shape, color: Self.red)])
        #expect(drawn.pixels.allSatisfy { $0 == 100 })
    }

    @Test func `a mask of another size is left out`() throws {
        let other = RunLengths(try Bitmap(size: ImageSize(height: 100, width: 80)))
        let drawn = try Self.grey().drawing([Mark(.mask(other), color: Self.red, caption: "lost")])
        #expect(drawn.pixels.allSatisfy { $0 == 100 })
    }

    @Test func `whatever is partly outside is drawn as far as it is inside`() throws {
        let shapes: [Mark.Shape] = [
            .box(x: -1e12, y: 40, width: 2e12, height: 1e9),
            .ellipse(center: .init(x: 50, y: 40), radiusX: 1e6, radiusY: 20, rotation: 0),
            .polyline([.init(x: -1e300, y: 40), .init(x: 1e300, y: 40)]),
            .point(.init(x: 0, y: 79)),
        ]
        for shape in shapes {
            let drawn = try Self.grey().drawing([Mark(shape, color: Self.red, caption: "wide")])
            #expect(drawn.size == ImageSize(height: 80, width: 100))
            #expect(drawn.pixels.contains { $0 > 200 }, "\(shape)")
        }
    }

    @Test func `an enlarged picture has its marks where they belong`() throws {
        let mark = Mark(.box(x: 10, y: 20, width: 30, height: 15), color: Self.red)
        let drawn = try Self.grey().drawing([mark], enlargement: 4)
        #expect(drawn.size == ImageSize(height: 320, width: 400))
        #expect(
            drawn[40, 100] == [255, 0, 0] && drawn[160, 110] == [255, 0, 0] && drawn[100, 100] == [100, 100, 100]
        )
    }

    @Test func `an image of one pixel can be drawn upon`() throws {
        let image = try Image(height: 1, width: 1, format: .rgb, samples: [1, 2, 3])
        let drawn = try image.drawing([Mark(.image, color: Self.red, caption: "a long caption"), Self.everything])
        #expect(drawn.size == image.size)
    }

    @Test func `labels keep their colours, and those that are given differ`() {
        let labels = ["circle", "square", "triangle", "star"]
        let colors = LabelColors(labels: labels, own: ["star": Self.red])
        #expect(Set(labels.map { colors[$0] }).count == 4 && colors["star"] == Self.red)
        #expect(LabelColors()["truck"] == LabelColors(labels: ["cat"])["truck"])
    }

    private static let everything = Mark(.box(x: 0, y: 0, width: 1, height: 1), color: red, caption: "x")

    private static let hostile: [Mark.Shape] = [
        .box(x: .nan, y: 0, width: 10, height: 10), .box(x: 1e308, y: 0, width: 1e308, height: 10),
        .box(x: 500, y: 500, width: 10, height: 10), .box(x: -500, y: 10, width: 10, height: 10),
        .polygon([]), .polygon([[]]), .polyline([]), .polygon([[.init(x: .infinity, y: 1)]]),
        .point(.init(x: -1e300, y: 5)), .point(.init(x: .nan, y: 5)),
        .ellipse(center: .init(x: 50, y: 40), radiusX: .infinity, radiusY: 3, rotation: 0),
    ]

    private static func grey() throws -> Image {
        try Image(height: 80, width: 100, format: .grey, samples: [UInt8](repeating: 100, count: 8000))
    }
}

extension Image {
    /// The samples of a pixel.
    fileprivate subscript(x: Int, y: Int) -> [UInt8] {
        let place = format.channels * (y * size.width + x)
        return Array(pixels[place..<place + format.channels])
    }
}
