import RoostONNX
import RoostTensors

extension Network {
    /// A feature map at the size of `grid`, bilinear with half-pixel centres and edges repeated; torch's
    /// `interpolate(mode="bilinear", align_corners=False)`.
    mutating func resizeBilinear(_ map: Value, to grid: Grid) -> Value {
        resize(map, to: grid, ["mode": .string("linear"), "coordinate_transformation_mode": .string("half_pixel")])
    }

    /// A feature map at the size of `grid`, each pixel copied from the one that lies over it; torch's
    /// `interpolate(mode="nearest")`.
    ///
    /// The index is torch's, `floor(i * (input / output))` in single precision. ONNX's `Resize` divides by the inverse
    /// instead, and its rounding picks the neighbour now and then.
    mutating func resizeNearest(_ map: Value, to grid: Grid, axes: (height: Int, width: Int) = (2, 3)) -> Value {
        let rows = nearest(extent(map, axis: axes.height), grid.height)
        let columns = nearest(extent(map, axis: axes.width), grid.width)
        let tall = graph.node("Gather", [map, rows], ["axis": .int(axes.height)])
        return graph.node("Gather", [tall, columns], ["axis": .int(axes.width)])
    }

    /// The whole numbers from 0 up to `count`, a list of one, as floats.
    mutating func range(_ count: Value) -> Value {
        let scalar = reshape(count, [])
        let zero = graph.constant([Int64(0)], shape: [])
        let one = graph.constant([Int64(1)], shape: [])
        return float(graph.node("Range", [zero, scalar, one]))
    }

    mutating func float(_ x: Value) -> Value {
        graph.node("Cast", [x], ["to": .int(ElementType.float32.onnxDataType)])
    }

    mutating func integer(_ x: Value) -> Value {
        graph.node("Cast", [x], ["to": .int(ElementType.int64.onnxDataType)])
    }

    private mutating func nearest(_ input: Value, _ output: Value) -> Value {
        let scale = graph.node("Div", [float(input), float(output)])
        return integer(graph.node("Floor", [multiply(range(output), scale)]))
    }

    private mutating func resize(
        _ map: Value,
        to grid: Grid,
        _ attributes: KeyValuePairs<String, AttributeProto.Value>
    ) -> Value {
        let leading = graph.node("Shape", [map], ["start": .int(0), "end": .int(2)])
        let sizes = concatenate([leading, grid.height, grid.width], axis: 0)
        return graph.node("Resize", [map, .absent, .absent, sizes], attributes)
    }
}
