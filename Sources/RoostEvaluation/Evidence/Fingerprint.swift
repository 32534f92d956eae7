import RoostEntities

/// A number that differs where ground truth differs: the 64-bit FNV-1a hash of what an item's annotations say.
///
/// Tells changed items apart; whoever wants two to collide can make them.
struct Fingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ item: SnapshotItem) {
        add(UInt64(clamping: item.width))
        add(UInt64(clamping: item.height))
        for draft in item.annotations {
            add(draft.label)
            add(draft.geometry)
            add(byte: draft.isCrowd ? 1 : 0)
            add(draft.statedArea ?? -1.0)
            if let box = draft.statedBox { add(.box(box)) }
        }
    }

    private mutating func add(_ geometry: Geometry) {
        add(geometry.kind.rawValue)
        switch geometry {
        case .image: break
        case .box(let box): for number in [box.x, box.y, box.width, box.height] { add(number) }
        case .polygon(let rings): for ring in rings { add(ring) }
        case .mask(let mask): for run in mask.counts { add(UInt64(clamping: run)) }
        case .point(let point): add([point])
        case .polyline(let points): add(points)
        case .ellipse(let ellipse):
            add([ellipse.center])
            for number in [ellipse.radiusX, ellipse.radiusY, ellipse.rotation] { add(number) }
        }
    }

    private mutating func add(_ points: [Geometry.Point]) {
        add(UInt64(points.count))
        for point in points {
            add(point.x)
            add(point.y)
        }
    }

    private mutating func add(_ number: Double) { add((number + 0).bitPattern) }

    private mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        for byte in text.utf8 { add(byte: byte) }
    }

    private mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { add(byte: UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    private mutating func add(byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
