import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export { init, type EChartsType };

/** Told apart by who sees few colours, and seen on white and on black. */
export const palette = [
  '#6366f1',
  '#14a37f',
  '#e08a1e',
  '#d9467a',
  '#2e9bd6',
  '#8b6ad8',
  '#7ba428',
  '#c8553d',
  '#8a93a3',
];
