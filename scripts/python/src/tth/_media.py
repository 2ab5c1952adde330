"""What can be done with sound and pictures. NumPy and Pillow are optional: ``pip install 'tth[numpy]'``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Sound:
    """Signed 16-bit little-endian samples, mono."""

    data: bytes
    sample_rate: int

    def numpy(self) -> NDArray[np.int16]:
        """The samples."""
        import numpy as np

        return np.frombuffer(self.data, dtype="<i2").astype(np.int16)


class Picture:
    """A picture: JPEG, PNG or WebP, or raw RGB bytes row by row."""

    data: bytes
    width: int
    height: int
    content_type: str

    def numpy(self) -> NDArray[np.uint8]:
        """The pixels: height × width × 3, or × 4 where there is alpha. Compressed pictures need Pillow."""
        import numpy as np

        if self.content_type == "raw_rgb":
            return np.frombuffer(self.data, dtype=np.uint8).reshape(self.height, self.width, 3)
        from PIL import Image

        return np.asarray(Image.open(io.BytesIO(self.data)))
