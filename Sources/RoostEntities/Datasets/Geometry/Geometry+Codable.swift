extension Geometry: Codable {
    private enum Key: String, CodingKey {
        case kind, box, polygon, mask, point, polyline, ellipse
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .image: self = .image
        case .box: self = .box(try container.decode(Box.self, forKey: .box))
        case .polygon: self = .polygon(try container.decode([[Point]].self, forKey: .polygon))
        case .mask: self = .mask(try container.decode(RunLengthMask.self, forKey: .mask))
        case .point: self = .point(try container.decode(Point.self, forKey: .point))
        case .polyline: self = .polyline(try container.decode([Point].self, forKey: .polyline))
        case .ellipse: self = .ellipse(try container.decode(Ellipse.self, forKey: .ellipse))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .image: break
        case .box(let box): try container.encode(box, forKey: .box)
        case .polygon(let rings): try container.encode(rings, forKey: .polygon)
        case .mask(let mask): try container.encode(mask, forKey: .mask)
        case .point(let point): try container.encode(point, forKey: .point)
        case .polyline(let points): try container.encode(points, forKey: .polyline)
        case .ellipse(let ellipse): try container.encode(ellipse, forKey: .ellipse)
        }
    }
}
