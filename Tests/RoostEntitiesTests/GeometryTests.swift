import Foundation
import RoostEntities
import Testing

@Suite struct GeometryTests {
    static let all: [Geometry] = [
        .image, .box(.init(x: 1, y: 2.5, width: 3, height: 0)),
        .polygon([[.init(x: 0, y: 0), .init(x: 1, y: 0), .init(x: 0, y: 1)]]),
        .mask(.init(width: 2, height: 2, counts: [1, 2, 1])),
    ]

    @Test(arguments: all) func `a geometry reads as it is written and is valid`(_ geometry: Geometry) throws {
        try geometry.validate()
        #expect(try JSONDecoder().decode(Geometry.self, from: JSONEncoder().encode(geometry)) == geometry)
    }

    @Test(arguments: [
        Geometry.box(.init(x: .nan, y: 0, width: 1, height: 1)), .box(.init(x: 0, y: 0, width: -1, height: 1)),
        .polygon([]), .polygon([[.init(x: 0, y: 0), .init(x: 1, y: 1)]]),
        .mask(.init(width: 2, height: 2, counts: [1, 2])), .mask(.init(width: 2, height: 2, counts: [1, 2, 2])),
        .mask(.init(width: 2, height: 2, counts: [-1, 5])), .mask(.init(width: .max, height: 2, counts: [])),
        .mask(.init(width: 0, height: 2, counts: [])), .mask(.init(width: 2, height: 2, counts: [.max, .max])),
    ])
    func `a geometry that cannot be is refused`(_ geometry: Geometry) {
        #expect(throws: RoostError.self) { try geometry.validate() }
    }
}
