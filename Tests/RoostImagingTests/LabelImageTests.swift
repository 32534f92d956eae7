import RoostImaging
import Testing

/// Label images, read beside Pillow, which wrote `label-*.png` in `make_masks.py`.
struct LabelImageTests {
    private static let size = ImageSize(height: 7, width: 5)
    private static let values = (0..<35).map { UInt16($0 * 7 % 21) }

    @Test(arguments: [
        ("label-grey.png", values), ("label-palette.png", values), ("label-palette-2.png", values.map { $0 / 6 }),
        ("label-wide.png", values.map { $0 * 301 }),
    ])
    func `values are those that Pillow wrote`(_ file: String, _ values: [UInt16]) throws {
        let image = try LabelImage.decode(Fixture.bytes(of: file))
        #expect(image.size == Self.size)
        #expect(image.values == values)
    }

    @Test func `a palette comes along`() throws {
        let image = try LabelImage.decode(Fixture.bytes(of: "label-palette.png"))
        #expect(image.palette[20] == LabelImage.Color(red: 20, green: 235, blue: 10))
    }

    @Test func `pictures in colour and other files are no label images`() {
        #expect(throws: ImageError.self) { try LabelImage.decode(Fixture.bytes(of: "label-colour.png")) }
        #expect(throws: ImageError.self) { try LabelImage.decode(Fixture.bytes(of: "photo.jpg")) }
        #expect(throws: ImageError.self) { try LabelImage.decode([]) }
    }

    @Test(arguments: ["label-grey.png", "label-palette.png", "label-wide.png"])
    func `what is written is read again`(_ file: String) throws {
        let image = try LabelImage.decode(Fixture.bytes(of: file))
        #expect(try LabelImage.decode(image.png()) == image)
    }

    @Test func `regions are the runs of each value, and painting them gives the image again`() throws {
        let image = try LabelImage.decode(Fixture.bytes(of: "label-grey.png"))
        var copy = try LabelImage(size: Self.size)
        let regions = image.regions()
        #expect(regions.map(\.value) == [0, 7, 14])
        #expect(regions.reduce(0) { $0 + $1.runs.area } == 35)
        for region in regions { copy.paint(region.runs, value: region.value) }
        #expect(copy == image)
    }

    @Test func `a value that the palette lacks cannot be written`() throws {
        let palette = [LabelImage.Color(red: 0, green: 0, blue: 0)]
        var image = try LabelImage(size: Self.size, palette: palette)
        image.paint(try RunLengths(size: Self.size, counts: [0, 35]), value: 1)
        #expect(throws: ImageError.self) { try image.png() }
    }
}
