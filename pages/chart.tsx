/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import { init, type EChartsCoreOption } from 'echarts';
import type { VNode } from 'preact';

const WIDTH_PX = 900;
const HEIGHT_PX = 340;

type ChartProps = Readonly<{ option: EChartsCoreOption; says: string; heightPx?: number }>;

/** A chart as a picture in the page; its words are in it as text, so that it can be read aloud and searched. */
export function Chart({ option, says, heightPx = HEIGHT_PX }: ChartProps): VNode {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH_PX, height: heightPx });
  try {
    chart.setOption({ animation: false, ...option });
    return (
      <figure role="img" aria-label={says}>
        <div dangerouslySetInnerHTML={{ __html: chart.renderToSVGString() }} />
        <figcaption class="faint">{says}</figcaption>
      </figure>
    );
  } finally {
    chart.dispose();
  }
}
